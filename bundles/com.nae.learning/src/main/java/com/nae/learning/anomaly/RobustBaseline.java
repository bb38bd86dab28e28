package com.nae.learning.anomaly;

import com.nae.learning.anomaly.AnomalyDetector.ValueRange;
import java.util.Arrays;

/**
 * The usual range of a series: three standard deviations around its level. Level and deviation are medians that follow
 * the series in small steps (Robbins and Monro 1951), so that outliers do not move them. Not thread-safe.
 */
final class RobustBaseline {
    /** The level and the deviation start as the medians of so many samples. */
    private static final int MIN_SAMPLES = 48;
    /** How much of the deviation the level moves by with each sample. */
    private static final double STEP = 0.04;
    /** Three standard deviations in units of the median absolute deviation. */
    private static final double DEVIATIONS = 3 * 1.4826;

    private final double resolution;
    private final double[] first = new double[MIN_SAMPLES];
    private ValueRange earlier = new ValueRange(0, 0);
    private ValueRange earlierRange = earlier;
    private double level;
    private double scale;
    private long seen;

    RobustBaseline(double resolution) {
        this.resolution = resolution;
    }

    void add(double value) {
        if (seen < MIN_SAMPLES) {
            learn(value);
        } else {
            follow(value - level);
        }
        if (++seen % DistributionModel.WINDOW == 0) {
            earlierRange = earlier;
            earlier = range();
        }
    }

    boolean isReady() {
        return seen >= MIN_SAMPLES;
    }

    double level() {
        return level;
    }

    ValueRange range() {
        double unit = DEVIATIONS * Math.max(scale, Math.max(resolution, Math.abs(level) * 0.005));
        return new ValueRange(level - unit, level + unit);
    }

    /** The range before the window of values that {@link DistributionModel} looks at. */
    ValueRange earlierRange() {
        return earlierRange;
    }

    private void follow(double distance) {
        double unit = Math.max(scale, resolution);
        level += STEP * Math.max(-unit, Math.min(unit, distance));
        scale = Math.max(resolution, scale * (Math.abs(distance) > scale ? 1 + STEP / 2 : 1 - STEP / 2));
    }

    private void learn(double value) {
        first[(int) seen] = value;
        if (seen == MIN_SAMPLES - 1) {
            double[] sorted = first.clone();
            Arrays.sort(sorted);
            level = sorted[MIN_SAMPLES / 2];
            Arrays.setAll(sorted, i -> Math.abs(first[i] - level));
            Arrays.sort(sorted);
            scale = Math.max(resolution, sorted[MIN_SAMPLES / 2]);
        }
    }
}
