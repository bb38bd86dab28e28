package com.nae.api.learning;

import com.nae.api.process.InstanceId;
import java.time.Instant;
import java.util.Optional;

/**
 * Behaviour out of the usual.
 *
 * @param measure {@code cpu}, {@code memory}, {@code errors}, {@code output}, {@code start time} or {@code probe
 *     latency}
 * @param sentence for an operator, with the usual range
 * @param tiedTo the change it followed: a promoted fix, a definition or a source that changed
 */
public record Anomaly(
        InstanceId instance,
        String measure,
        double value,
        double usualLow,
        double usualHigh,
        Instant at,
        String sentence,
        Optional<String> tiedTo) {}
