package com.nae.health.level;

import com.nae.api.health.ResourceSample;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of one instance at a moment.
 *
 * @param failures within its {@code restart_window}
 * @param settled when the clock last made a step: from then on a program is judged as if it had begun then
 */
public record InstanceSnapshot(
        Instant now,
        ProcessStatus status,
        Optional<ProcessDefinition> definition,
        Optional<ResourceSample> sample,
        int failures,
        Instant lastClockStep) {
    private static final Duration SOON = Duration.ofSeconds(1);

    Duration timeInState() {
        return Duration.between(status.since(), now);
    }

    /** Since when it may be judged; a start that seems to be yet to come was before the clock was set back. */
    Instant effectiveStart() {
        Instant started = status.started().orElse(now);
        return started.isBefore(lastClockStep) || started.isAfter(now.plus(SOON)) && lastClockStep.isAfter(Instant.MIN)
                ? lastClockStep
                : started;
    }

    Duration uptime() {
        return Duration.between(effectiveStart(), now);
    }

    Optional<ProcessDefinition.Limits> limits() {
        return definition.map(ProcessDefinition::limits);
    }
}
