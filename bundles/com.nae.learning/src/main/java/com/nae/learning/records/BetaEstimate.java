package com.nae.learning.records;

import java.util.random.RandomGenerator;

/**
 * What is known of a pattern's chance of success: a Beta distribution whose evidence fades with each newer outcome and
 * with time.
 *
 * @param successes and {@code failures} as weighed at {@code last}, seconds since the epoch
 * @param failed whether the last outcome was a failure
 */
record BetaEstimate(double successes, double failures, long tries, boolean failed, long last) {
    static final BetaEstimate NONE = new BetaEstimate(0, 0, 0, false, 0);
    private static final double KEPT = 0.95;
    /** What an outcome keeps of the evidence against it: a pattern that stops working is known after a few failures. */
    private static final double KEPT_SUCCESSES = 0.6;

    private static final double KEPT_FAILURES = 0.85;
    /** What evidence comes to that is never against: 1 + {@value #KEPT} + its square and so on. */
    static final double MAX_EVIDENCE = 1 / (1 - KEPT) + 1e-6;

    private static final double HALF_LIFE = 30 * 86400.0;

    BetaEstimate withOutcome(boolean success, long now) {
        double fade = decay(now);
        double won = successes * fade;
        double lost = failures * fade;
        return success
                ? new BetaEstimate(won * KEPT + 1, lost * KEPT_FAILURES, tries + 1, false, now)
                : new BetaEstimate(won * KEPT_SUCCESSES, lost * KEPT + 1, tries + 1, true, now);
    }

    /** The same where no clock was ahead. */
    BetaEstimate cappedAt(long now) {
        return new BetaEstimate(successes, failures, tries, failed, Math.min(last, now));
    }

    /** Part of the evidence that time has left. */
    double decay(long now) {
        return tries == 0 ? 0 : Math.pow(0.5, Math.max(0, now - last) / HALF_LIFE);
    }

    /** Expected chance of success over a prior worth {@code weight} outcomes. */
    double mean(double prior, double weight, long now) {
        double fade = decay(now);
        return (successes * fade + prior * weight) / ((successes + failures) * fade + weight);
    }

    /** A draw from the distribution of the chance of success (Thompson 1933). */
    double draw(double prior, double weight, long now, RandomGenerator random) {
        double fade = decay(now);
        double a = gamma(successes * fade + prior * weight, random);
        double b = gamma(failures * fade + (1 - prior) * weight, random);
        return a + b == 0 ? prior : a / (a + b);
    }

    /** Marsaglia and Tsang 2000. */
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
