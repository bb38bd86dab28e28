package com.nae.learning.forecast;

import java.util.Arrays;

/**
 * The sawtooth of a garbage collector above a floor.
 *
 * @param resets how often a large part was released
 * @param floor the points up to the last reset that no later point is below; all points if there is no sawtooth
 */
record Sawtooth(int resets, FloorPoints floor) {
    /** Part of the range that the deepest fall must have. */
    private static final double MIN_SHARE = 0.2;

    static Sawtooth of(FloorPoints points) {
        double[] y = points.values();
        double deepest = deepestFall(y);
        if (y.length < 3 || deepest < MIN_SHARE * points.range()) {
            return new Sawtooth(0, points);
        }
        int[] resets = resets(y, deepest);
        return new Sawtooth(resets.length, lastingLows(points, resets.length == 0 ? 0 : resets[resets.length - 1]));
    }

    boolean present(FloorPoints points) {
        return floor != points;
    }

    /** The most that was released at once: the deepest fall below an earlier peak. */
    static double deepestFall(double[] y) {
        double peak = Double.NEGATIVE_INFINITY;
        double deepest = 0;
        for (double v : y) {
            peak = Math.max(peak, v);
            deepest = Math.max(deepest, peak - v);
        }
        return deepest;
    }

    /** The indices of the lows between a fall of a third of the deepest one and a climb of a quarter of it. */
    private static int[] resets(double[] y, double deepest) {
        int[] found = new int[y.length];
        int count = 0;
        boolean falling = false;
        double turn = y[0];
        for (int i = 1; i < y.length; i++) {
            if (falling && y[i] <= turn) {
                turn = y[i];
                found[count - 1] = i;
            } else if (falling ? y[i] - turn > deepest / 4 : turn - y[i] > deepest / 3) {
                falling = !falling;
                turn = y[i];
                if (falling) {
                    found[count++] = i;
                }
            } else if (!falling) {
                turn = Math.max(turn, y[i]);
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** The points, up to an index, that no later point is below. */
    private static FloorPoints lastingLows(FloorPoints points, int last) {
        double[] y = points.values();
        double[] t = new double[last + 1];
        double[] low = new double[last + 1];
        double after = Double.POSITIVE_INFINITY;
        int first = last + 1;
        for (int i = y.length - 1; i >= 0; i--) {
            if (y[i] <= after && i <= last) {
                t[--first] = points.times()[i];
                low[first] = y[i];
            }
            after = Math.min(after, y[i]);
        }
        return new FloorPoints(Arrays.copyOfRange(t, first, last + 1), Arrays.copyOfRange(low, first, last + 1));
    }
}
