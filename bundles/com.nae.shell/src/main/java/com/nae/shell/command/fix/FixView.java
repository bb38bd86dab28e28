package com.nae.shell.command.fix;

import com.nae.api.healing.Change;
import com.nae.api.healing.FixRecord;
import com.nae.api.process.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A fix as {@code nae fixes --json} prints it; {@code mode} is null where it is of none.
 *
 * @param id short id, as commands take it
 * @param issue id of the issue it answers
 * @param fingerprint of that issue
 * @param process name of the process
 * @param mode {@code sandbox} or {@code live}, or null where it belongs to neither
 * @param healer name of the healer that proposed it
 * @param pattern stable name of this kind of fix
 * @param reason why, in one sentence
 * @param confidence of the healer, 0 to 1
 * @param risk {@code none}, {@code low}, {@code medium} or {@code high}
 * @param state a state of a fix
 * @param since when it entered the state
 * @param changes what it changes, in words
 * @param diff unified diff of its edits; empty where it edits nothing
 * @param events what happened, oldest first, as in the change log
 */
record FixView(
        String id,
        String issue,
        String fingerprint,
        String process,
        String mode,
        String healer,
        String pattern,
        String reason,
        double confidence,
        String risk,
        String state,
        Instant since,
        List<String> changes,
        String diff,
        List<Happening> events) {

    /**
     * One event of the fix.
     *
     * @param at when it happened
     * @param event an event of the change log
     * @param detail more about it, in words
     * @param by {@code policy}, or the name of the operator
     */
    record Happening(Instant at, String event, String detail, String by) {
        static Happening of(FixRecord.Event event) {
            return new Happening(event.at(), event.event().word(), event.detail(), event.by());
        }
    }

    static FixView of(FixRecord record) {
        var fix = record.fix();
        return new FixView(
                record.id(),
                record.issue(),
                record.fingerprint(),
                record.process(),
                record.mode().map(Mode::word).orElse(null),
                record.healer(),
                fix.pattern(),
                fix.reason(),
                fix.confidence(),
                fix.risk().name().toLowerCase(Locale.ROOT),
                FixLookup.stateName(record.state()),
                record.since(),
                fix.changes().stream().map(FixView::describe).toList(),
                record.diff(),
                record.events().stream().map(Happening::of).toList());
    }

    /** The change in a short phrase. */
    static String describe(Change change) {
        if (change instanceof Change.EditFile edit) {
            return "edit " + edit.path();
        } else if (change instanceof Change.SetEnvironment set) {
            return "set "
                    + String.join(
                            ", ", set.variables().keySet().stream().sorted().toList());
        } else if (change instanceof Change.RunCommand run) {
            return "run " + String.join(" ", run.argv());
        } else if (change instanceof Change.AwaitEndpoint endpoint) {
            return "start when " + endpoint.host() + ":" + endpoint.port() + " answers";
        } else if (change instanceof Change.Restart restart) {
            return "restart"
                    + (restart.after().isZero()
                            ? ""
                            : " after " + restart.after().toSeconds() + " s");
        } else if (change instanceof Change.Suggest suggest) {
            return suggest.remedy();
        }
        throw new IllegalArgumentException("unknown kind of change: " + change);
    }
}
