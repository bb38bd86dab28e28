package com.nae.health.sample;

import com.nae.api.health.ResourceSample;
import com.nae.api.issue.IssueTracker;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessStatus;
import com.nae.health.sample.ProcessTable.Row;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Samples instances together with their child processes, in one pass over the process table. Not thread-safe. */
public final class InstanceSampler {
    /** CPU time has a resolution of about 10 ms: over a shorter span a percentage would mean little. */
    private static final Duration SHORTEST_SPAN = Duration.ofMillis(200);

    private final ProcessTable table;
    private final Supplier<Optional<IssueTracker>> issues;
    private final Function<InstanceId, OptionalDouble> slowestProbe;
    private final Path logs;
    private final Map<InstanceId, CpuTime> previous = new HashMap<>();

    /** The CPU time that the tree of a leader had used at a moment. */
    private record CpuTime(long leader, long cpuMillis, Instant at) {}

    /**
     * @param slowestProbe the slowest probe response of an instance in seconds, since the last call
     * @param logs the folder of the log files, whose modification times are the times of the last output
     */
    public InstanceSampler(
            ProcessTable table,
            Supplier<Optional<IssueTracker>> issues,
            Function<InstanceId, OptionalDouble> slowestProbe,
            Path logs) {
        this.table = table;
        this.issues = issues;
        this.slowestProbe = slowestProbe;
        this.logs = logs;
    }

    /**
     * Samples the running instances that are due.
     *
     * @param instances all of them, also those not due, so that their processes do not count as unrelated
     */
    public List<ResourceSample> sampleAll(
            Collection<ProcessStatus> instances, Predicate<ProcessStatus> due, Instant now) {
        List<Row> rows = table.read(instances.stream()
                .flatMap(status -> status.pid().stream().boxed())
                .collect(Collectors.toSet()));
        ProcessTreeIndex trees = new ProcessTreeIndex(rows);
        Set<Long> unrelated = rows.stream().map(Row::pid).collect(Collectors.toSet());
        List<ResourceSample> samples = new ArrayList<>(instances.size());
        for (ProcessStatus status : instances) {
            List<Row> tree = status.pid().isPresent() ? trees.tree(status.pid().getAsLong()) : List.of();
            tree.forEach(row -> unrelated.remove(row.pid()));
            if (tree.isEmpty()) {
                previous.remove(status.id());
            } else if (due.test(status)) {
                samples.add(sample(status, tree, now));
            }
        }
        table.skipUnrelated(unrelated);
        return samples;
    }

    public void forget(InstanceId instance) {
        previous.remove(instance);
    }

    private ResourceSample sample(ProcessStatus status, List<Row> tree, Instant now) {
        InstanceId id = status.id();
        return new ResourceSample(
                id,
                now,
                cpu(id, tree, now),
                OptionalLong.of(tree.stream().mapToLong(Row::memory).sum()),
                files(tree),
                OptionalLong.of(tree.stream().mapToLong(Row::threads).sum()),
                tree.size(),
                status.started()
                        .map(started -> Duration.between(started, now))
                        .filter(up -> !up.isNegative())
                        .orElse(Duration.ZERO),
                status.restarts(),
                issues.get()
                        .map(tracker -> OptionalDouble.of(tracker.errorsPerHour(id)))
                        .orElse(OptionalDouble.empty()),
                lastOutput(id),
                slowestProbe.apply(id));
    }

    /**
     * Percent of one core since the previous sample. It is at least 0, because the CPU time of a tree drops when a busy
     * member leaves it.
     */
    private OptionalDouble cpu(InstanceId id, List<Row> tree, Instant now) {
        CpuTime current = new CpuTime(
                tree.get(0).pid(), tree.stream().mapToLong(Row::cpuMillis).sum(), now);
        CpuTime last = previous.get(id);
        Duration span = last == null || last.leader != current.leader ? Duration.ZERO : Duration.between(last.at, now);
        if (span.isZero() || span.isNegative() || span.compareTo(SHORTEST_SPAN) >= 0) {
            previous.put(id, current);
        }
        return span.compareTo(SHORTEST_SPAN) < 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(100.0 * Math.max(0, current.cpuMillis - last.cpuMillis) / span.toMillis());
    }

    private Optional<Instant> lastOutput(InstanceId id) {
        File log = logs.resolve(id.logName()).toFile();
        return Optional.of(log.lastModified())
                .filter(millis -> millis > 0 && log.length() > 0)
                .map(Instant::ofEpochMilli);
    }

    private OptionalLong files(List<Row> tree) {
        long sum = 0;
        for (Row row : tree) {
            OptionalLong open = table.openFiles(row.pid());
            if (open.isEmpty()) {
                return open;
            }
            sum += open.getAsLong();
        }
        return OptionalLong.of(sum);
    }
}
