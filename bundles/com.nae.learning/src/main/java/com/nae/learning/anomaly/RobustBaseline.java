package com.nae.learning.anomaly;

import com.nae.learning.anomaly.AnomalyDetector.ValueRange;
import java.util.Arrays;

/**
 * The usual range of a series: three standard deviations about its level, both medians by steps (Robbins and Monro
 * 1951), so that outliers do not move them. Not thread-safe.
 */
final class RobustBaseline {
    private static final int LEARNING = 48;
    private static final double STEP = 0.04;
    private static final double DEVIATIONS = 3 * 1.4826;

    private final double grain;
    private final double[] first = new double[LEARNING];
    private ValueRange earlier = new ValueRange(0, 0);
    private ValueRange earlierRange = earlier;
    private double level;
    private double scale;
    private long seen;

    RobustBaseline(double grain) {
        this.grain = grain;
    }

    void add(double value) {
        if (seen < LEARNING) {
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
        return seen >= LEARNING;
    }

    double level() {
        return level;
    }

    ValueRange range() {
        double unit = DEVIATIONS * Math.max(scale, Math.max(grain, Math.abs(level) * 0.005));
        return new ValueRange(level - unit, level + unit);
    }

    /** What was usual before the values that the habits look at. */
    ValueRange earlierRange() {
        return earlierRange;
    }

    private void follow(double distance) {
        double unit = Math.max(scale, grain);
        level += STEP * Math.max(-unit, Math.min(unit, distance));
        scale = Math.max(grain, scale * (Math.abs(distance) > scale ? 1 + STEP / 2 : 1 - STEP / 2));
    }

    private void learn(double value) {
        first[(int) seen] = value;
        if (seen == LEARNING - 1) {
            double[] sorted = first.clone();
            Arrays.sort(sorted);
            level = sorted[LEARNING / 2];
            Arrays.setAll(sorted, i -> Math.abs(first[i] - level));
            Arrays.sort(sorted);
            scale = Math.max(grain, sorted[LEARNING / 2]);
        }
    }
}
