package com.nae.api.learning;

import com.nae.api.issue.Family;
import java.time.Instant;

/**
 * How well a pattern has worked for a fingerprint, or for a whole family where {@code fingerprint} is empty.
 *
 * @param fingerprint of the failure; empty for the record of a whole family
 * @param family of the failure
 * @param pattern stable name of the kind of fix
 * @param successes with older ones weighing less
 * @param failures with older ones weighing less
 * @param tries how often it was tried
 * @param expected chance of success, 0 to 1
 * @param barred whether healing no longer tries it by itself for the fingerprint
 * @param last when it was last tried
 */
public record PatternRecord(
        String fingerprint,
        Family family,
        String pattern,
        double successes,
        double failures,
        long tries,
        double expected,
        boolean barred,
        Instant last) {}
