package com.nae.api.healing;

import com.nae.api.issue.Family;
import com.nae.api.process.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The record of every act, from evidence to outcome: {@code logs/change_log.json}, one JSON object a line. Thread-safe;
 * secrets are masked.
 */
@ProviderType
public interface ChangeLog {
    /** Appends one entry, whole and durable; one that cannot be written is reported in the runtime's own log. */
    void append(Entry entry);

    /**
     * One act.
     *
     * @param time when it was done
     * @param event what was done, in a word of {@code docs/reference/events.md}
     * @param changes what was changed
     * @param evidence lines of the log that led to it
     * @param verification what was measured, by name, e.g. {@code quiet_s}; numbers and words as text
     * @param by {@code policy}, or the name of the operator
     */
    record Entry(
            Instant time,
            ChangeEvent event,
            Subject about,
            Remedy remedy,
            List<AppliedChange> changes,
            List<String> evidence,
            Map<String, String> verification,
            String by) {
        /** An act that no fix stands behind, such as a restart or an enhancement, done by policy. */
        public static Entry act(Instant time, ChangeEvent event, String process, Optional<Mode> mode, String reason) {
            return new Entry(
                    time,
                    event,
                    new Subject("", "", "", process, mode, Optional.empty()),
                    new Remedy("", "", reason, 1),
                    List.of(),
                    List.of(),
                    Map.of(),
                    "policy");
        }
    }

    /**
     * What an entry is about; ids are empty where there is none.
     *
     * @param fix id of the fix; empty where there is none
     * @param issue id of the issue; empty where there is none
     * @param fingerprint of the issue; empty where there is none
     * @param process name of the process
     * @param mode {@code sandbox} or {@code live}; empty where it is about neither
     * @param family of the issue; empty where there is none
     */
    record Subject(
            String fix,
            String issue,
            String fingerprint,
            String process,
            Optional<Mode> mode,
            Optional<Family> family) {}

    /**
     * Who proposed what, and why in one sentence.
     *
     * @param healer name of the healer; empty where none proposed it
     * @param pattern stable name of the kind of fix
     * @param reason why, in one sentence
     * @param confidence of the healer, 0 to 1
     */
    record Remedy(String healer, String pattern, String reason, double confidence) {}

    /**
     * One change as it was made: {@code detail} is a unified diff for an edit, else words.
     *
     * @param kind kind of change: {@code EditFile}, {@code SetEnvironment} or {@code RunCommand}
     * @param file the file that was edited; absent where none was
     * @param detail what was changed, in words; an edit has {@code diff} instead
     */
    record AppliedChange(Change.Kind kind, String file, String detail) {}
}
