package com.nae.api.learning;

import java.time.Instant;

/**
 * How well a pattern has worked for a fingerprint, or for a whole family where {@code fingerprint} is empty.
 *
 * @param successes and {@code failures} with older ones weighing less
 * @param expected chance of success, 0 to 1
 * @param barred whether it is no longer tried by itself for the fingerprint
 */
public record PatternRecord(
        String fingerprint,
        String family,
        String pattern,
        double successes,
        double failures,
        long tries,
        double expected,
        boolean barred,
        Instant last) {}
