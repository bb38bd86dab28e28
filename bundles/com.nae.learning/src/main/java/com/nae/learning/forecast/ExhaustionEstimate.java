package com.nae.learning.forecast;

/**
 * Where a rising floor leads.
 *
 * @param floor what is not given back, now
 * @param slope of the floor, per second
 * @param seconds until the limit, as expected
 * @param earliest seconds until the limit, by the steepest slope and the highest peaks; {@code latest} by the flattest
 * @param due whether every guard of a pre-emptive restart holds
 * @param shape of the course that was fitted
 */
public record ExhaustionEstimate(
        double floor, double slope, double seconds, double earliest, double latest, boolean due, String shape) {}
