package com.nae.learning.watch;

import java.util.Locale;

/** What is watched of an instance for unusual behaviour, with the smallest difference that matters. */
public enum MonitoredMetric {
    CPU("cpu", 1, "%"),
    MEMORY("memory", 1 << 20, "B"),
    ERRORS("errors", 1, " an hour"),
    OUTPUT("output", 0.2, " B/s"),
    START_TIME("start time", 0.05, " s"),
    PROBE_LATENCY("probe latency", 0.01, " s");

    private static final String[] UNITS = {"", "K", "M", "G", "T"};
    final double resolution;
    private final String label;
    private final String unit;

    MonitoredMetric(String word, double grain, String unit) {
        this.label = word;
        this.resolution = grain;
        this.unit = unit;
    }

    public String label() {
        return label;
    }

    /** A value as people read it. */
    public String format(double value) {
        double shown = Math.max(0, value);
        int power = 0;
        while (this == MEMORY && shown >= 1024 && power < UNITS.length - 1) {
            shown /= 1024;
            power++;
        }
        return String.format(Locale.ROOT, shown >= 100 ? "%.0f" : shown >= 10 ? "%.1f" : "%.2f", shown)
                + (this == MEMORY ? " " + UNITS[power] : "")
                + unit;
    }
}
