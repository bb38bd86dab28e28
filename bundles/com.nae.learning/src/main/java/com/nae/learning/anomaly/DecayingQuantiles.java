package com.nae.learning.anomaly;

/**
 * Quantiles of positive values from {@value #LOWEST} to about 10^6, within six percent, in a fixed number of
 * logarithmic buckets. Older values weigh less. Not thread-safe.
 */
public final class DecayingQuantiles {
    private static final double LOWEST = 1e-3;
    private static final double GROWTH = Math.log(1.12);
    private static final int BUCKETS = 184;
    /** What each value keeps of its weight when another one arrives. */
    private static final double DECAY = 0.998;

    private final float[] weight = new float[BUCKETS];
    private double total;
    private long count;

    public void add(double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            return;
        }
        int bucket = (int) Math.max(0, Math.min(BUCKETS - 1, Math.log(Math.max(value, LOWEST) / LOWEST) / GROWTH));
        if (++count % 64 == 0) {
            age();
        }
        weight[bucket]++;
        total++;
    }

    public long count() {
        return count;
    }

    /**
     * A quantile.
     *
     * @param q from 0 to 1
     * @return the value below which that share of the weight lies, or 0 if there are no values
     */
    public double at(double q) {
        double sum = 0;
        for (int i = 0; i < BUCKETS; i++) {
            sum += weight[i];
            if (weight[i] > 0 && sum >= q * total) {
                return LOWEST * Math.exp((i + 0.5) * GROWTH);
            }
        }
        return 0;
    }

    private void age() {
        double factor = Math.pow(DECAY, 64);
        total *= factor;
        for (int i = 0; i < BUCKETS; i++) {
            weight[i] *= (float) factor;
        }
    }
}
