package com.nae.shell.text;

/** A diagram of numbers as a row of block characters, scaled to the highest value, which is at least 1. */
public final class Sparkline {
    private static final String BLOCKS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /** Draws the last {@code points} of the values. */
    public static String of(double[] values, int points) {
        int from = Math.max(0, values.length - points);
        double highest = 1;
        for (int i = from; i < values.length; i++) {
            highest = Math.max(highest, values[i]);
        }
        StringBuilder line = new StringBuilder();
        for (int i = from; i < values.length; i++) {
            line.append(BLOCKS.charAt((int) Math.round(Math.max(0, values[i]) / highest * (BLOCKS.length() - 1))));
        }
        return line.toString();
    }
}
