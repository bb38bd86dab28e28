package com.nae.api.issue;

import com.nae.api.process.InstanceId;
import java.time.Instant;
import java.util.Locale;

/**
 * What shows that a failure is real. What a program prints is a report, which anybody can write into its output. That
 * it ended, and that its interpreter raised, are facts.
 *
 * @param instance where it was seen
 * @param at when it was seen last
 * @param detail in words for the operator; may be empty
 */
public record Evidence(Kind kind, InstanceId instance, Instant at, String detail) {
    /** The kinds of evidence, from the weakest to the strongest. The words are a promise to scripts. */
    public enum Kind {
        /** The program goes on, and the clause that caught the failure names its type, or retries. */
        HANDLED,
        /** Its output shows the failure; nothing else does. */
        REPORTED,
        /** The program goes on: a catch-all caught the failure in the program's own work. */
        SURVIVED,
        /** A probe of the program fails. */
        PROBED,
        /** The interpreter of the program reported the exception itself. */
        RAISED,
        /** The program ended by itself, unsuccessfully, with the failure as its last words. */
        ENDED,
        /** The failure occurred again where a fix was to be tried. */
        REPRODUCED;

        /** The kind as users read it: {@code raised}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it is a fact about the program, and no report. */
        public boolean isFact() {
            return compareTo(SURVIVED) > 0;
        }
    }
}
