package com.nae.learning;

import com.nae.api.health.ResourceSample;
import com.nae.api.health.SystemSample;
import com.nae.api.learning.InstanceProfile;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessStatus;
import com.nae.learning.watch.RecentChanges;
import com.nae.learning.watch.ResourceTracker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Builds the profiles of instances that enhancements decide by. */
final class InstanceProfiler {
    /** Number of the latest samples that are looked at. */
    private static final int SAMPLES = 5;

    private final RuntimeServices services;
    private final ResourceTracker tracker;
    private final RecentChanges changes;

    InstanceProfiler(RuntimeServices services, ResourceTracker tracker, RecentChanges changes) {
        this.services = services;
        this.tracker = tracker;
        this.changes = changes;
    }

    /** The profile of an instance; empty if it has no definition any more. */
    Optional<InstanceProfile> profile(ProcessStatus status, Instant now) {
        InstanceId id = status.id();
        Optional<SystemSample> system = services.health().system();
        return services.processes()
                .definition(id.process(), id.mode())
                .map(definition -> new InstanceProfile(
                        status,
                        definition,
                        tracker.ranges(id),
                        changes.lastDeliberate(id.process()),
                        services.issues().errorsPerHour(id),
                        tracker.limitShare(id),
                        system.map(InstanceProfiler::disk).orElse(0.0),
                        system.map(InstanceProfiler::load).orElse(0.0),
                        interval(id),
                        now));
    }

    private static double disk(SystemSample system) {
        return system.spaces().stream()
                .mapToDouble(s -> s.bytes().percent().orElse(0) / 100)
                .max()
                .orElse(0);
    }

    private static double load(SystemSample system) {
        return system.cpuPercent().orElse(0) / 100;
    }

    /**
     * The median time between the last samples. A median, since samples come faster right after a start and after a
     * change.
     */
    private Optional<Duration> interval(InstanceId id) {
        List<ResourceSample> samples = services.health().recent(id);
        List<Duration> gaps = IntStream.range(Math.max(1, samples.size() - SAMPLES), samples.size())
                .mapToObj(i ->
                        Duration.between(samples.get(i - 1).at(), samples.get(i).at()))
                .sorted()
                .toList();
        return gaps.size() < 2 ? Optional.empty() : Optional.of(gaps.get(gaps.size() / 2));
    }
}
