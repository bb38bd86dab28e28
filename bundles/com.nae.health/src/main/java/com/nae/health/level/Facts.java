package com.nae.health.level;

import com.nae.api.health.Sample;
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
public record Facts(Instant now, ProcessStatus status, Optional<ProcessDefinition> definition, Optional<Sample> sample, int failures, Instant settled) {
    private static final Duration SOON = Duration.ofSeconds(1);

    Duration inState() {
        return Duration.between(status.since(), now);
    }

    /** Since when it may be judged; a start that seems to be yet to come was before the clock was set back. */
    Instant begun() {
        Instant started = status.started().orElse(now);
        return started.isBefore(settled) || started.isAfter(now.plus(SOON)) && settled.isAfter(Instant.MIN) ? settled : started;
    }

    Duration up() {
        return Duration.between(begun(), now);
    }

    Optional<ProcessDefinition.Limits> limits() {
        return definition.map(ProcessDefinition::limits);
    }
}
