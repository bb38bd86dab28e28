package com.nae.learning.anomaly;

import com.nae.learning.anomaly.AnomalyDetector.ValueRange;
import java.util.Arrays;

/**
 * How the last {@value #WINDOW} values of a series were distributed so far. A distribution that fits none of those is
 * unheard of: a multinomial test of goodness of fit against learned hypotheses by relative entropy (Wang, Talwar,
 * Schwan and Ranganathan 2011). One that fits a known one when it is moved by one bin is a drift, and is learned in
 * silence. Bins double in width when a value lies outside of all. Not thread-safe.
 */
final class DistributionModel {
    static final int WINDOW = 52;
    private static final int BINS = 8;
    private static final int KNOWN = 32;
    private static final int LEARNING = 600;
    private static final int DAY = 86400;
    private static final double UNLIKELY = 90;
    private static final double NEVER = 1e-4;
    private static final double[] LOG = logarithms();

    private final double grain;
    private final double[] first = new double[WINDOW];
    private final byte[] recent = new byte[WINDOW];
    private final byte[][] known = new byte[KNOWN][];
    private final long[] met = new long[KNOWN];
    private byte[] now;
    private double lowest;
    private double width;
    private int last;
    private long seen;
    private long begun;

    DistributionModel(double grain) {
        this.grain = grain;
    }

    /**
     * Takes a value, where {@code range} is that of all values that are remembered; whether the last ones are
     * distributed as never before.
     */
    boolean isNovel(long seconds, double value, double range) {
        if (seen < WINDOW || range < width && width > 4 * grain) {
            begin(seconds, value);
            return false;
        }
        while (value < lowest) {
            widen(BINS);
        }
        while (value >= lowest + BINS * width) {
            widen(0);
        }
        int at = (int) (seen++ % WINDOW);
        now[recent[at]]--;
        recent[at] = bin(value);
        now[recent[at]]++;
        return !heard() && seen > LEARNING && seconds - begun > DAY;
    }

    /** Where the last values lie, to a bin. */
    ValueRange recentRange() {
        int from = 0;
        int to = BINS - 1;
        while (now[from] == 0) {
            from++;
        }
        while (now[to] == 0) {
            to--;
        }
        return new ValueRange(lowest + from * width, lowest + (to + 1) * width);
    }

    private void begin(long seconds, double value) {
        if (seen >= WINDOW) {
            seen = 0;
            Arrays.fill(known, null);
        }
        begun = seen == 0 ? seconds : begun;
        first[(int) seen++] = value;
        if (seen < WINDOW) {
            return;
        }
        double high = Arrays.stream(first).max().orElse(value);
        lowest = Arrays.stream(first).min().orElse(value);
        width = Math.max(grain, (high - lowest) / (BINS / 2));
        lowest -= width * BINS / 4;
        now = new byte[BINS];
        for (int i = 0; i < WINDOW; i++) {
            recent[i] = bin(first[i]);
            now[recent[i]]++;
        }
    }

    private byte bin(double value) {
        return (byte) Math.max(0, Math.min(BINS - 1, (value - lowest) / width));
    }

    /** Doubles the width of the bins; the old ones become the lower half, or with {@code offset} the upper. */
    private void widen(int offset) {
        now = halved(now, offset);
        for (int k = 0; k < KNOWN && known[k] != null; k++) {
            known[k] = halved(known[k], offset);
        }
        for (int i = 0; i < WINDOW; i++) {
            recent[i] = (byte) ((recent[i] + offset) / 2);
        }
        lowest -= offset * width;
        width *= 2;
    }

    private static byte[] halved(byte[] counts, int offset) {
        byte[] wide = new byte[BINS];
        for (int i = 0; i < BINS; i++) {
            wide[(i + offset) / 2] += counts[i];
        }
        return wide;
    }

    /** Whether the distribution is a known one or a drift of one; it is known afterwards. */
    private boolean heard() {
        if (fits(last, 0)) {
            met[last] = seen;
            return true;
        }
        boolean drift = false;
        for (int k = 0; k < KNOWN && known[k] != null; k++) {
            if (fits(k, 0)) {
                last = k;
                met[k] = seen;
                return true;
            }
            drift |= fits(k, 1) || fits(k, -1);
        }
        learn();
        return drift;
    }

    private boolean fits(int k, int moved) {
        byte[] hypothesis = known[k];
        double entropy = hypothesis == null ? Double.POSITIVE_INFINITY : 0;
        for (int i = 0; i < BINS && hypothesis != null; i++) {
            if (now[i] > 0) {
                int j = i - moved;
                entropy += 2 * now[i] * (LOG[now[i]] - LOG[j < 0 || j >= BINS ? 0 : hypothesis[j]]);
            }
        }
        return entropy < UNLIKELY;
    }

    /** Takes the place of the one that was met longest ago. */
    private void learn() {
        last = 0;
        for (int k = 1; k < KNOWN && known[last] != null; k++) {
            last = known[k] == null || met[k] < met[last] ? k : last;
        }
        known[last] = now.clone();
        met[last] = seen;
    }

    private static double[] logarithms() {
        double[] log = new double[WINDOW + 1];
        for (int count = 0; count <= WINDOW; count++) {
            log[count] = Math.log(Math.max(NEVER, (double) count / WINDOW));
        }
        return log;
    }
}
