package com.nae.api.healing;

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
     * @param event a word of the contract: {@code proposed applied proven promoted healed rolled-back failed suggested
     *     approved rejected restarted enhanced}
     * @param verification what was measured, by name, e.g. {@code quiet_s}; numbers and words as text
     * @param by {@code policy} or the name of a person
     */
    record Entry(
            Instant time,
            String event,
            Subject about,
            Remedy remedy,
            List<AppliedChange> changes,
            List<String> evidence,
            Map<String, String> verification,
            String by) {
        /** An act that no fix stands behind, such as a restart or an enhancement, done by policy. */
        public static Entry act(Instant time, String event, String process, Optional<Mode> mode, String reason) {
            return new Entry(
                    time,
                    event,
                    new Subject("", "", "", process, mode, ""),
                    new Remedy("", "", reason, 1),
                    List.of(),
                    List.of(),
                    Map.of(),
                    "policy");
        }
    }

    /** What an entry is about; ids and family are empty where there is none. */
    record Subject(String fix, String issue, String fingerprint, String process, Optional<Mode> mode, String family) {}

    /** Who proposed what, and why in one sentence. */
    record Remedy(String healer, String pattern, String reason, double confidence) {}

    /**
     * One change as it was made: {@code kind} is the name of a {@link Change}; {@code detail} is a unified diff for an
     * edit, else words.
     */
    record AppliedChange(String kind, String file, String detail) {}
}
