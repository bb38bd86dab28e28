package com.nae.history;

import com.nae.api.health.HealthReport;
import com.nae.api.history.HistoryEvent;
import com.nae.api.history.HistoryEvent.Kind;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
import java.time.Instant;

/** What happened, in words. */
final class EventFactory {
    private static final int LONGEST = 300;

    private EventFactory() {}

    /** @param again whether this start is one after the first */
    static HistoryEvent of(ProcessEvent event, boolean again) {
        String exit = event.exited()
                ? event.now()
                        .lastExit()
                        .filter(e -> !event.now().reason().startsWith(e.toString()))
                        .map(e -> " (" + e + ")")
                        .orElse("")
                : "";
        String reason = event.now().reason().isEmpty() ? "" : ": " + event.now().reason();
        ProcessState now = event.now().state();
        Kind kind = again ? Kind.RESTART : Kind.STATE;
        String text = again ? "started again, restart " + event.now().restarts() + reason : now + exit + reason;
        return new HistoryEvent(event.at(), event.id().process(), event.id().toString(), kind, line(text));
    }

    static HistoryEvent of(Issue issue, InstanceId instance) {
        String place =
                issue.place().map(p -> " at " + p.file() + ":" + p.line()).orElse("");
        String text = issue.id() + " " + issue.type() + (issue.subject().isEmpty() ? "" : " " + issue.subject()) + place
                + ", occurrence " + issue.count();
        return new HistoryEvent(issue.lastSeen(), issue.process(), instance.toString(), Kind.ISSUE, line(text));
    }

    static HistoryEvent of(InstanceId instance, HealthReport before, HealthReport now) {
        String text = before.level() + " → " + now.level()
                + (now.reasons().isEmpty() ? "" : ": " + now.reasons().get(0));
        Instant at = now.at();
        return new HistoryEvent(at, instance.process(), instance.toString(), Kind.LEVEL, line(text));
    }

    /** One bounded line without control characters. */
    static String line(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
