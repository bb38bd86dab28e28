package com.nae.learning.anomaly;

import com.nae.learning.anomaly.AnomalyDetector.ValueRange;
import java.util.Arrays;

/**
 * The distributions that the last {@value #WINDOW} values of a series have had so far. A distribution that fits none of
 * the known ones is novel: a multinomial test of goodness of fit against learned hypotheses by relative entropy (Wang,
 * Talwar, Schwan and Ranganathan 2011). One that fits a known one after a shift by one bin is a drift and is learned
 * without an alarm. Bins double in width when a value lies outside of all. Not thread-safe.
 */
final class DistributionModel {
    static final int WINDOW = 52;
    private static final int BINS = 8;
    /** Distributions that are remembered; the one not matched for longest is replaced. */
    private static final int MAX_KNOWN = 32;
    /** No alarm before so many samples and so many seconds. */
    private static final int MIN_SAMPLES = 600;

    private static final int MIN_SECONDS = 86400;
    /** Twice the relative entropy, times the window, from which a distribution counts as another one. */
    private static final double NOVEL_ENTROPY = 90;
    /** The probability that a bin without values stands for. */
    private static final double MIN_PROBABILITY = 1e-4;

    private static final double[] LOG_SHARE = logarithms();

    private final double resolution;
    private final double[] first = new double[WINDOW];
    private final byte[] recent = new byte[WINDOW];
    private final byte[][] known = new byte[MAX_KNOWN][];
    private final long[] lastMatched = new long[MAX_KNOWN];
    private byte[] current;
    private double lowest;
    private double width;
    private int last;
    private long seen;
    private long firstSeconds;

    DistributionModel(double resolution) {
        this.resolution = resolution;
    }

    /**
     * Adds a value.
     *
     * @param seconds since the epoch
     * @param range of all values that are remembered
     * @return whether the last values have a distribution that was never seen before
     */
    boolean isNovel(long seconds, double value, double range) {
        if (seen < WINDOW || range < width && width > 4 * resolution) {
            collectFirst(seconds, value);
            return false;
        }
        while (value < lowest) {
            widen(BINS);
        }
        while (value >= lowest + BINS * width) {
            widen(0);
        }
        int at = (int) (seen++ % WINDOW);
        current[recent[at]]--;
        recent[at] = bin(value);
        current[recent[at]]++;
        return !matchesKnown() && seen > MIN_SAMPLES && seconds - firstSeconds > MIN_SECONDS;
    }

    /** The range of the last values, to the width of a bin. */
    ValueRange recentRange() {
        int from = 0;
        int to = BINS - 1;
        while (current[from] == 0) {
            from++;
        }
        while (current[to] == 0) {
            to--;
        }
        return new ValueRange(lowest + from * width, lowest + (to + 1) * width);
    }

    /** Collects the first window of values, then lays the bins so that these fill the middle half. */
    private void collectFirst(long seconds, double value) {
        if (seen >= WINDOW) {
            seen = 0;
            Arrays.fill(known, null);
        }
        firstSeconds = seen == 0 ? seconds : firstSeconds;
        first[(int) seen++] = value;
        if (seen < WINDOW) {
            return;
        }
        double high = Arrays.stream(first).max().orElse(value);
        lowest = Arrays.stream(first).min().orElse(value);
        width = Math.max(resolution, (high - lowest) / (BINS / 2));
        lowest -= width * BINS / 4;
        current = new byte[BINS];
        for (int i = 0; i < WINDOW; i++) {
            recent[i] = bin(first[i]);
            current[recent[i]]++;
        }
    }

    private byte bin(double value) {
        return (byte) Math.max(0, Math.min(BINS - 1, (value - lowest) / width));
    }

    /** Doubles the width of the bins. The old bins become the lower half, or with an {@code offset} the upper one. */
    private void widen(int offset) {
        current = halved(current, offset);
        for (int k = 0; k < MAX_KNOWN && known[k] != null; k++) {
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

    /** Whether the current distribution is a known one or a drift of one. It is known afterwards. */
    private boolean matchesKnown() {
        if (fits(last, 0)) {
            lastMatched[last] = seen;
            return true;
        }
        boolean drift = false;
        for (int k = 0; k < MAX_KNOWN && known[k] != null; k++) {
            if (fits(k, 0)) {
                last = k;
                lastMatched[k] = seen;
                return true;
            }
            drift |= fits(k, 1) || fits(k, -1);
        }
        learn();
        return drift;
    }

    /** Whether the current distribution fits a known one, shifted by some bins, by twice the relative entropy. */
    private boolean fits(int k, int shift) {
        byte[] hypothesis = known[k];
        double entropy = hypothesis == null ? Double.POSITIVE_INFINITY : 0;
        for (int i = 0; i < BINS && hypothesis != null; i++) {
            if (current[i] > 0) {
                int j = i - shift;
                entropy += 2 * current[i] * (LOG_SHARE[current[i]] - LOG_SHARE[j < 0 || j >= BINS ? 0 : hypothesis[j]]);
            }
        }
        return entropy < NOVEL_ENTROPY;
    }

    /** Replaces the distribution that was matched longest ago by the current one. */
    private void learn() {
        last = 0;
        for (int k = 1; k < MAX_KNOWN && known[last] != null; k++) {
            last = known[k] == null || lastMatched[k] < lastMatched[last] ? k : last;
        }
        known[last] = current.clone();
        lastMatched[last] = seen;
    }

    private static double[] logarithms() {
        double[] log = new double[WINDOW + 1];
        for (int count = 0; count <= WINDOW; count++) {
            log[count] = Math.log(Math.max(MIN_PROBABILITY, (double) count / WINDOW));
        }
        return log;
    }
}
