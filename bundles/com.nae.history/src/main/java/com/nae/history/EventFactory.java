package com.nae.history;

import com.nae.api.health.HealthReport;
import com.nae.api.history.HistoryEvent;
import com.nae.api.history.HistoryEvent.Kind;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessStatus;

/** The factory of the events of the history, with their texts. */
final class EventFactory {
    /** The most characters of a text. */
    private static final int MAX_LENGTH = 300;

    private EventFactory() {}

    /** The event of a change of state. @param restarted whether this is a start after the first one */
    static HistoryEvent of(ProcessEvent event, boolean restarted) {
        ProcessStatus now = event.now();
        String reason = now.reason().isEmpty() ? "" : ": " + now.reason();
        Kind kind = restarted ? Kind.RESTART : Kind.STATE;
        String text = restarted ? "restart " + now.restarts() + reason : now.state() + exit(event) + reason;
        return new HistoryEvent(event.at(), event.id().process(), event.id().toString(), kind, line(text));
    }

    /** How the program ended, unless the reason says so. */
    private static String exit(ProcessEvent event) {
        if (!event.exited()) {
            return "";
        }
        return event.now()
                .lastExit()
                .filter(exit -> !event.now().reason().startsWith(exit.toString()))
                .map(exit -> " (" + exit + ")")
                .orElse("");
    }

    /** The event of an issue that occurred. */
    static HistoryEvent of(Issue issue, InstanceId instance) {
        String place =
                issue.place().map(p -> " at " + p.file() + ":" + p.line()).orElse("");
        String text = issue.id() + " " + issue.type() + (issue.subject().isEmpty() ? "" : " " + issue.subject()) + place
                + ", occurrence " + issue.count();
        return new HistoryEvent(issue.lastSeen(), issue.process(), instance.toString(), Kind.ISSUE, line(text));
    }

    /** The event of a health level that changed. */
    static HistoryEvent of(InstanceId instance, HealthReport before, HealthReport now) {
        String text = before.level() + " → " + now.level()
                + (now.reasons().isEmpty() ? "" : ": " + now.reasons().get(0));
        return new HistoryEvent(now.at(), instance.process(), instance.toString(), Kind.LEVEL, line(text));
    }

    /** Reduces a text to one bounded line without control characters. */
    static String line(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
    }
}
