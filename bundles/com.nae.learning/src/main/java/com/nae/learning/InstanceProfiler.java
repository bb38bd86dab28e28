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

/** Puts together what enhancements judge an instance by. */
final class InstanceProfiler {
    private static final int LATEST = 5;
    private final RuntimeServices around;
    private final ResourceTracker watch;
    private final RecentChanges changes;

    InstanceProfiler(RuntimeServices around, ResourceTracker watch, RecentChanges changes) {
        this.around = around;
        this.watch = watch;
        this.changes = changes;
    }

    /** Empty where the instance has no definition any more. */
    Optional<InstanceProfile> profile(ProcessStatus status, Instant now) {
        InstanceId id = status.id();
        Optional<SystemSample> system = around.health().system();
        return around.processes()
                .definition(id.process(), id.mode())
                .map(definition -> new InstanceProfile(
                        status,
                        definition,
                        watch.ranges(id),
                        changes.lastDeliberate(id.process()),
                        around.issues().errorsPerHour(id),
                        watch.limitShare(id),
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
     * Usual time between the last samples: the first two of a program and those of a closer look come in quick
     * succession.
     */
    private Optional<Duration> interval(InstanceId id) {
        List<ResourceSample> samples = around.health().recent(id);
        List<Duration> gaps = IntStream.range(Math.max(1, samples.size() - LATEST), samples.size())
                .mapToObj(i ->
                        Duration.between(samples.get(i - 1).at(), samples.get(i).at()))
                .sorted()
                .toList();
        return gaps.size() < 2 ? Optional.empty() : Optional.of(gaps.get(gaps.size() / 2));
    }
}
