package com.nae.learning.forecast;

/**
 * The estimate of when a rising floor reaches its limit.
 *
 * @param floor what is never released, now
 * @param slope of the floor, per second
 * @param seconds until the limit, as expected
 * @param earliest seconds until the limit by the steepest slope and the highest peaks
 * @param latest seconds until the limit by the flattest slope
 * @param due whether every condition of a pre-emptive restart holds
 * @param shape of the model that was fitted: {@code line}, {@code warming} or {@code daily}
 */
public record ExhaustionEstimate(
        double floor, double slope, double seconds, double earliest, double latest, boolean due, String shape) {}
