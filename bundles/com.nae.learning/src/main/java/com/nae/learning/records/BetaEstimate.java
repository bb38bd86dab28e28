package com.nae.learning.records;

import java.util.random.RandomGenerator;

/**
 * The estimated chance of success of a pattern: a Beta distribution whose evidence fades with each newer outcome and
 * with time.
 *
 * @param successes weighed number of successes at {@code last}
 * @param failures weighed number of failures at {@code last}
 * @param tries plain number of outcomes
 * @param failed whether the last outcome was a failure
 * @param last time of the last outcome, seconds since the epoch
 */
record BetaEstimate(double successes, double failures, long tries, boolean failed, long last) {
    static final BetaEstimate NONE = new BetaEstimate(0, 0, 0, false, 0);
    /** What evidence keeps of its weight when a newer outcome agrees with it. */
    private static final double RETENTION = 0.95;
    /**
     * What contrary evidence keeps of its weight: a few failures are enough to show that a pattern has stopped working.
     */
    private static final double SUCCESS_RETENTION_ON_FAILURE = 0.6;

    private static final double FAILURE_RETENTION_ON_SUCCESS = 0.85;
    /** The most that evidence can weigh: the sum of 1, {@value #RETENTION}, its square and so on. */
    static final double MAX_EVIDENCE = 1 / (1 - RETENTION) + 1e-6;

    /** Time in which evidence loses half of its weight. */
    private static final double HALF_LIFE_SECONDS = 30 * 86400.0;

    BetaEstimate withOutcome(boolean success, long now) {
        double factor = decay(now);
        double decayedSuccesses = successes * factor;
        double decayedFailures = failures * factor;
        return success
                ? new BetaEstimate(
                        decayedSuccesses * RETENTION + 1,
                        decayedFailures * FAILURE_RETENTION_ON_SUCCESS,
                        tries + 1,
                        false,
                        now)
                : new BetaEstimate(
                        decayedSuccesses * SUCCESS_RETENTION_ON_FAILURE,
                        decayedFailures * RETENTION + 1,
                        tries + 1,
                        true,
                        now);
    }

    /** The same estimate with a time that is not in the future; the clock of another machine may have been ahead. */
    BetaEstimate cappedAt(long now) {
        return new BetaEstimate(successes, failures, tries, failed, Math.min(last, now));
    }

    /** The part of the evidence that is left after the time since the last outcome. */
    double decay(long now) {
        return tries == 0 ? 0 : Math.pow(0.5, Math.max(0, now - last) / HALF_LIFE_SECONDS);
    }

    /**
     * The expected chance of success.
     *
     * @param prior chance of success that is assumed without evidence
     * @param weight number of outcomes that the prior counts as
     */
    double mean(double prior, double weight, long now) {
        double factor = decay(now);
        return (successes * factor + prior * weight) / ((successes + failures) * factor + weight);
    }

    /**
     * A random draw from the distribution of the chance of success (Thompson 1933); parameters as for {@link #mean}.
     */
    double draw(double prior, double weight, long now, RandomGenerator random) {
        double factor = decay(now);
        double a = gamma(successes * factor + prior * weight, random);
        double b = gamma(failures * factor + (1 - prior) * weight, random);
        return a + b == 0 ? prior : a / (a + b);
    }

    /** A draw from a Gamma distribution of scale 1 (Marsaglia and Tsang 2000). */
    private static double gamma(double shape, RandomGenerator random) {
        if (shape < 1) {
            return gamma(shape + 1, random) * Math.pow(1 - random.nextDouble(), 1 / Math.max(shape, 1e-6));
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(1 - random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}
