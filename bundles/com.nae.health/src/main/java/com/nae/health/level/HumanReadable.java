package com.nae.health.level;

import java.time.Duration;
import java.util.Locale;

/** Formats durations, sizes and numbers for reasons of health reports. */
final class HumanReadable {
    private static final String[] UNITS = {"B", "K", "M", "G", "T"};
    private static final int SECONDS_UP_TO = 120;
    private static final int MINUTES_UP_TO = 7200;

    private HumanReadable() {}

    static String duration(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < SECONDS_UP_TO) {
            return seconds + " s";
        }
        return seconds < MINUTES_UP_TO ? seconds / 60 + " min" : seconds / 3600 + " h";
    }

    static String bytes(double bytes) {
        double value = bytes;
        int unit = 0;
        for (; value >= 1024 && unit < UNITS.length - 1; unit++) {
            value /= 1024;
        }
        return number(value) + UNITS[unit];
    }

    /** One decimal place below 10, none above. */
    static String number(double value) {
        return String.format(Locale.ROOT, value < 10 && value != Math.rint(value) ? "%.1f" : "%.0f", value);
    }
}
