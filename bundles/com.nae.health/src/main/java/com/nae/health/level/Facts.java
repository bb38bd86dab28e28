package com.nae.health.level;

import com.nae.api.health.Sample;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is known of one instance at a moment; {@code failures} are those within its {@code restart_window}. */
public record Facts(Instant now, ProcessStatus status, Optional<ProcessDefinition> definition, Optional<Sample> sample, int failures) {
    Duration inState() {
        return Duration.between(status.since(), now);
    }

    Duration up() {
        return status.started().map(started -> Duration.between(started, now)).orElse(Duration.ZERO);
    }

    Optional<ProcessDefinition.Limits> limits() {
        return definition.map(ProcessDefinition::limits);
    }
}
