package com.nae.shell.text;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The format of durations, sizes, percentages and counts in a few characters. */
public final class UnitFormat {
    /** Prefixes of sizes in steps of 1024. */
    private static final String UNITS = "KMGTP";

    private UnitFormat() {}

    /** {@code 12s}, {@code 4m 10s}, {@code 3h 5m}, {@code 12d 3h}. */
    public static String duration(double seconds) {
        long s = (long) Math.max(0, seconds);
        if (s < 60) {
            return s + "s";
        }
        if (s < 3600) {
            return two(s / 60, "m", s % 60, "s");
        }
        return s < 86400 ? two(s / 3600, "h", s % 3600 / 60, "m") : two(s / 86400, "d", s % 86400 / 3600, "h");
    }

    /** The time between two moments, as a duration. */
    public static String elapsed(Instant then, Instant now) {
        return duration(Duration.between(then, now).toSeconds());
    }

    /** A moment to the second, in ISO-8601, UTC. */
    public static String timestamp(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String two(long large, String unit, long small, String smallUnit) {
        return large + unit + (small == 0 ? "" : " " + small + smallUnit);
    }

    /** {@code 512}, {@code 9.5K}, {@code 120M}; a dash for null. */
    public static String bytes(Long bytes) {
        if (bytes == null) {
            return "-";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 999.5 && unit < UNITS.length() - 1) {
            value /= 1024;
            unit++;
        }
        if (unit < 0) {
            return String.valueOf(bytes);
        }
        return String.format(Locale.ROOT, value < 9.95 ? "%.1f%c" : "%.0f%c", value, UNITS.charAt(unit));
    }

    /** {@code 12.5%}, or a dash for null. */
    public static String percent(Double percent) {
        return percent == null ? "-" : String.format(Locale.ROOT, "%.1f%%", percent);
    }

    /** {@code 1 fix}, {@code 2 fixes}. */
    public static String plural(long count, String thing) {
        String ending = thing.endsWith("x") ? "es" : "s";
        return count + " " + thing + (count == 1 ? "" : ending);
    }
}
