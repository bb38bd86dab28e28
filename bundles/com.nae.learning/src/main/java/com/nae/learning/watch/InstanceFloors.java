package com.nae.learning.watch;

import com.nae.learning.forecast.FloorSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The floors of one program, by resource. */
public record InstanceFloors(Instant started, Map<String, FloorSeries> byResource) {
    static final Duration SAME = Duration.ofSeconds(5);

    /** Whether they are of the program that was started at that moment and is as old as that now. */
    boolean belongTo(Instant start, long uptime) {
        return Duration.between(started, start).abs().compareTo(SAME) <= 0
                && byResource.values().stream().allMatch(f -> f.latest() <= uptime);
    }
}
