package com.nae.health.level;

import com.nae.api.health.ResourceSample;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known about one instance at one moment.
 *
 * @param failures within its {@code restart_window}
 * @param lastClockStep when the wall clock last made a step; {@link Instant#MIN} if it has not
 */
public record InstanceSnapshot(
        Instant now,
        ProcessStatus status,
        Optional<ProcessDefinition> definition,
        Optional<ResourceSample> sample,
        int failures,
        Instant lastClockStep) {
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    Duration timeInState() {
        return Duration.between(status.since(), now);
    }

    /**
     * The time from which on the instance is measured: its start, or a later step of the clock. A start in the future
     * was recorded before the clock was set back.
     */
    Instant effectiveStart() {
        Instant started = status.started().orElse(now);
        boolean inFuture = started.isAfter(now.plus(TOLERANCE)) && lastClockStep.isAfter(Instant.MIN);
        return started.isBefore(lastClockStep) || inFuture ? lastClockStep : started;
    }

    Duration uptime() {
        return Duration.between(effectiveStart(), now);
    }

    Optional<ProcessDefinition.Limits> limits() {
        return definition.map(ProcessDefinition::limits);
    }
}
