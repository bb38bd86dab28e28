package com.nae.api.health;

import java.time.Instant;
import java.util.List;

/** A level with its reasons, worst first. */
public record HealthReport(Level level, List<String> reasons, Instant at) {
    public static HealthReport healthy(Instant at) {
        return new HealthReport(Level.HEALTHY, List.of(), at);
    }
}
