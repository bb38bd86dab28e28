package com.nae.learning.watch;

import com.nae.learning.forecast.FloorSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The floor series of one instance, for as long as its program runs.
 *
 * @param started when the program was started
 * @param byResource {@code memory}, {@code files} and {@code threads}
 */
public record InstanceFloors(Instant started, Map<String, FloorSeries> byResource) {
    /** Start times that differ by less are the same: they are computed from samples. */
    static final Duration START_TOLERANCE = Duration.ofSeconds(5);

    /**
     * Whether these are the floors of a program.
     *
     * @param start when the program was started
     * @param uptime of the program in seconds
     */
    boolean belongTo(Instant start, long uptime) {
        return Duration.between(started, start).abs().compareTo(START_TOLERANCE) <= 0
                && byResource.values().stream().allMatch(f -> f.latest() <= uptime);
    }
}
