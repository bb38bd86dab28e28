package com.nae.learning.watch;

import java.util.Locale;

/** What is watched of an instance for unusual behaviour, with the smallest difference that matters. */
public enum Measure {
    CPU("cpu", 1, "%"), MEMORY("memory", 1 << 20, "B"), ERRORS("errors", 1, " an hour"), OUTPUT("output", 0.2, " B/s"),
    START_TIME("start time", 0.05, " s"), PROBE_LATENCY("probe latency", 0.01, " s");

    private static final String[] UNITS = {"", "K", "M", "G", "T"};
    final double grain;
    private final String word;
    private final String unit;

    Measure(String word, double grain, String unit) {
        this.word = word;
        this.grain = grain;
        this.unit = unit;
    }

    public String word() {
        return word;
    }

    /** A value as people read it. */
    public String text(double value) {
        double shown = Math.max(0, value);
        int power = 0;
        while (this == MEMORY && shown >= 1024 && power < UNITS.length - 1) {
            shown /= 1024;
            power++;
        }
        return String.format(Locale.ROOT, shown >= 100 ? "%.0f" : shown >= 10 ? "%.1f" : "%.2f", shown) + (this == MEMORY ? " " + UNITS[power] : "") + unit;
    }
}
