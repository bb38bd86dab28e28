package com.nae.health.level;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class HumanReadable {
    private static final String[] UNITS = {"B", "K", "M", "G", "T"};

    private HumanReadable() {}

    static String duration(Duration time) {
        long s = time.toSeconds();
        return s < 120 ? s + " s" : s < 7200 ? s / 60 + " min" : s / 3600 + " h";
    }

    static String bytes(double bytes) {
        int unit = 0;
        for (; bytes >= 1024 && unit < UNITS.length - 1; unit++) {
            bytes /= 1024;
        }
        return number(bytes) + UNITS[unit];
    }

    static String number(double value) {
        return String.format(Locale.ROOT, value < 10 && value != Math.rint(value) ? "%.1f" : "%.0f", value);
    }
}
