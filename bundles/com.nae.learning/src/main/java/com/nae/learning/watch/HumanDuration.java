package com.nae.learning.watch;

import java.util.Locale;

/** Formats durations in one rounded unit. */
public final class HumanDuration {
    private HumanDuration() {}

    /** {@code 45 s}, {@code 12 min}, {@code 3.5 h}, {@code 2.1 days}, {@code more than a year}. */
    public static String format(double seconds) {
        if (seconds < 90) {
            return Math.round(seconds) + " s";
        }
        if (seconds < 5400) {
            return Math.round(seconds / 60) + " min";
        }
        if (seconds < 172800) {
            return String.format(Locale.ROOT, "%.1f h", seconds / 3600);
        }
        return seconds < 365 * 86400.0 ? String.format(Locale.ROOT, "%.1f days", seconds / 86400) : "more than a year";
    }
}
