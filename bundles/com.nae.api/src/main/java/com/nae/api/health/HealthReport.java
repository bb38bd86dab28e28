package com.nae.api.health;

import java.time.Instant;
import java.util.List;

/** A level with its reasons, worst first. */
public record HealthReport(HealthLevel level, List<String> reasons, Instant at) {
    public static HealthReport healthy(Instant at) {
        return new HealthReport(HealthLevel.HEALTHY, List.of(), at);
    }
}
