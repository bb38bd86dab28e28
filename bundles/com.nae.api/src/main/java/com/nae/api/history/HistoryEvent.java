package com.nae.api.history;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that happened to a process.
 *
 * @param instance as {@code trader@live}; empty where it concerns all of the process
 * @param text in plain words, one line, bounded
 */
public record HistoryEvent(Instant at, String process, String instance, Kind kind, String text) {
    /** What happened. */
    public enum Kind {
        /** An instance changed its state. */
        STATE,
        /** An instance was started again. */
        RESTART,
        /** An instance's health changed. */
        LEVEL,
        /** An issue occurred first, or again after a while. */
        ISSUE,
        /** An entry of the change log. */
        FIX;

        /** The name as users read it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
