package com.nae.learning.anomaly;

import java.util.Arrays;
import java.util.Optional;

/**
 * Tells, sample by sample, when a series leaves its usual range: a spike, a lasting shift, or a change of its scatter. Level and scale are
 * medians by steps, so outliers do not move them; one event gives one alarm, and so do those that come soon after it and
 * are not far worse; a level that lasts becomes the usual one. Not thread-safe.
 */
public final class Detector {
    private static final int LEARNING = 48;
    private static final int RECENT = 8;
    private static final int CALM = 16;
    private static final int LASTS = 48;
    private static final int QUIET = 300;
    private static final double WORSE = 1.5;
    private static final double STEP = 0.04;
    private static final double SPIKE = 7;
    private static final double SHIFT = 4;
    private static final double SCATTER = 3.2;
    private static final double NORMAL = 1.4826;
    private static final double DISTANCE = 4;

    private final double grain;
    private final Profile profile = new Profile();
    private final double[] first = new double[LEARNING];
    private final double[] recent = new double[RECENT];
    private int seen;
    private double level;
    private double scale;
    private double tail = 4;
    private double scatter = 0.8;
    private int open;
    private int calm;
    private int quiet;
    private double worst;

    /** @param grain the smallest difference that matters, in the unit of the series */
    public Detector(double grain) {
        this.grain = grain;
    }

    /** What is unusual about a sample; the range is what was usual before it. */
    public record Alarm(Kind kind, double value, double low, double high) {
        /** In what way a series left its range. */
        public enum Kind { SPIKE, SHIFT, SCATTER }
    }

    /** Takes a sample; {@code seconds} since the epoch. An alarm where an event begins with it. */
    public Optional<Alarm> sample(long seconds, double value) {
        if (!Double.isFinite(value)) {
            return Optional.empty();
        }
        if (seen < LEARNING) {
            learn(value);
            return Optional.empty();
        }
        double expected = level + profile.at(seconds);
        double z = (value - expected) / unit();
        recent[seen++ % RECENT] = z;
        scatter += (Math.min(Math.abs(z), SPIKE) - scatter) / 16;
        quiet--;
        Optional<Alarm> alarm = open > 0 || quiet > 0 && Math.abs(z) <= WORSE * worst ? Optional.empty() : kind(z).map(kind -> alarm(kind, z, value, expected));
        follow(z);
        if (open == 0 && alarm.isEmpty()) {
            profile.learn(seconds, value - level);
            adapt(value - expected, z);
        } else {
            settle(z, seconds);
        }
        return alarm;
    }

    /** Whether enough was seen to judge. */
    public boolean ready() {
        return seen >= LEARNING;
    }

    public double low() {
        return level - DISTANCE * unit();
    }

    public double high() {
        return level + DISTANCE * unit();
    }

    private double unit() {
        return NORMAL * Math.max(scale, Math.max(grain, Math.abs(level) * 0.005));
    }

    private Alarm alarm(Alarm.Kind kind, double z, double value, double expected) {
        open = 1;
        quiet = QUIET;
        worst = Math.max(Math.abs(z), SPIKE);
        calm = 0;
        return new Alarm(kind, value, expected - DISTANCE * unit(), expected + DISTANCE * unit());
    }

    private Optional<Alarm.Kind> kind(double z) {
        double mean = Arrays.stream(recent).sum() / RECENT;
        if (Math.abs(z) > Math.max(SPIKE, 2 * tail)) {
            return Optional.of(Alarm.Kind.SPIKE);
        }
        if (Math.abs(mean) > Math.max(SHIFT, tail) && Arrays.stream(recent).allMatch(r -> r * mean > 0)) {
            return Optional.of(Alarm.Kind.SHIFT);
        }
        return scatter > Math.max(SCATTER, tail * 0.6) ? Optional.of(Alarm.Kind.SCATTER) : Optional.empty();
    }

    /** The far tail of the distances, so that a series with heavy tails is judged by its own measure. */
    private void follow(double z) {
        tail = Math.max(3, Math.abs(z) > tail ? tail + Math.min(0.5, Math.abs(z) - tail) : tail - 0.002);
    }

    private void adapt(double distance, double z) {
        level += STEP * unit() * Math.max(-1, Math.min(1, z));
        double floor = Math.max(grain, 1e-12);
        scale = Math.max(floor, scale * (Math.abs(distance) > scale ? 1 + STEP / 2 : 1 - STEP / 2));
    }

    /** Ends an event when the series is back for a while, or takes what lasts as the new usual. */
    private void settle(double z, long seconds) {
        open++;
        calm = Math.abs(z) < SHIFT && scatter < SCATTER ? calm + 1 : 0;
        if (calm >= CALM) {
            open = 0;
        } else if (open > LASTS) {
            open = 0;
            seen = 0;
            scatter = 0.8;
        }
    }

    private void learn(double value) {
        first[seen++] = value;
        if (seen == LEARNING) {
            double[] sorted = first.clone();
            Arrays.sort(sorted);
            level = sorted[LEARNING / 2];
            Arrays.setAll(sorted, i -> Math.abs(first[i] - level));
            Arrays.sort(sorted);
            scale = Math.max(grain, sorted[LEARNING / 2]);
            Arrays.fill(recent, 0);
        }
    }
}
