package com.nae.api.learning;

import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What an enhancement may judge an instance by.
 *
 * @param ranges usual ranges by measure, as in {@link Anomaly}, and {@code recovery}; times in seconds
 * @param lastChange when the definition, the source or the program last changed
 * @param errorsPerHour of the instance; {@code limitShare} of its nearest limit in use, 0 where it has none
 * @param diskShare part of the disk of the logs in use, 0 to 1
 * @param machineLoad part of all cores in use, 0 to 1
 */
public record InstanceProfile(
        ProcessStatus status,
        ProcessDefinition definition,
        Map<String, Range> ranges,
        Optional<Instant> lastChange,
        double errorsPerHour,
        double limitShare,
        double diskShare,
        double machineLoad,
        Optional<Duration> interval,
        Instant at) {

    /** Quantiles of what was seen. */
    public record Range(double low, double median, double high, double p99, long count) {}

    public Optional<Range> range(String measure) {
        return Optional.ofNullable(ranges.get(measure));
    }
}
