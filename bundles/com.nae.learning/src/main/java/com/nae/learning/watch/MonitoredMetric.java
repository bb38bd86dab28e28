package com.nae.learning.watch;

import java.util.Locale;

/** A metric of an instance that is checked for anomalies, with the smallest difference that matters. */
public enum MonitoredMetric {
    CPU("cpu", 1, "%"),
    MEMORY("memory", 1 << 20, "B"),
    ERRORS("errors", 1, " an hour"),
    OUTPUT("output", 0.2, " B/s"),
    START_TIME("start time", 0.05, " s"),
    PROBE_LATENCY("probe latency", 0.01, " s");

    private static final String[] UNITS = {"", "K", "M", "G", "T"};
    /** The smallest difference that matters, in the unit of the metric. */
    final double resolution;

    private final String label;
    private final String unit;

    MonitoredMetric(String label, double resolution, String unit) {
        this.label = label;
        this.resolution = resolution;
        this.unit = unit;
    }

    public String label() {
        return label;
    }

    /** A value with its unit, in three significant digits or so. */
    public String format(double value) {
        double shown = Math.max(0, value);
        int power = 0;
        while (this == MEMORY && shown >= 1024 && power < UNITS.length - 1) {
            shown /= 1024;
            power++;
        }
        String prefix = this == MEMORY ? " " + UNITS[power] : "";
        return String.format(Locale.ROOT, digits(shown), shown) + prefix + unit;
    }

    private static String digits(double value) {
        if (value >= 100) {
            return "%.0f";
        }
        return value >= 10 ? "%.1f" : "%.2f";
    }
}
