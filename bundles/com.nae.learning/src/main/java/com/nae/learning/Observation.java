package com.nae.learning;

import com.nae.api.health.Sample;
import com.nae.api.health.SystemSample;
import com.nae.api.learning.Observed;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessStatus;
import com.nae.learning.watch.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Puts together what enhancements judge an instance by. */
final class Observation {
    private static final int LATEST = 5;
    private final Neighbours around;
    private final Watch watch;
    private final Changes changes;

    Observation(Neighbours around, Watch watch, Changes changes) {
        this.around = around;
        this.watch = watch;
        this.changes = changes;
    }

    /** Empty where the instance has no definition any more. */
    Optional<Observed> of(ProcessStatus status, Instant now) {
        InstanceId id = status.id();
        Optional<SystemSample> system = around.health().system();
        return around.processes().definition(id.process(), id.mode()).map(definition -> new Observed(status, definition, watch.ranges(id), changes.lastDeliberate(id.process()),
                around.issues().errorsPerHour(id), watch.limitShare(id), system.map(Observation::disk).orElse(0.0), system.map(Observation::load).orElse(0.0), interval(id), now));
    }

    private static double disk(SystemSample system) {
        return system.spaces().stream().mapToDouble(s -> s.bytes().percent().orElse(0) / 100).max().orElse(0);
    }

    private static double load(SystemSample system) {
        return system.cpuPercent().orElse(0) / 100;
    }

    /** Usual time between the last samples: the first two of a program and those of a closer look come in quick succession. */
    private Optional<Duration> interval(InstanceId id) {
        List<Sample> samples = around.health().recent(id);
        List<Duration> gaps = IntStream.range(Math.max(1, samples.size() - LATEST), samples.size()).mapToObj(i -> Duration.between(samples.get(i - 1).at(), samples.get(i).at())).sorted().toList();
        return gaps.size() < 2 ? Optional.empty() : Optional.of(gaps.get(gaps.size() / 2));
    }
}
