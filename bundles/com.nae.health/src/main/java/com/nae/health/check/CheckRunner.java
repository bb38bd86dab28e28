package com.nae.health.check;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthCheck;
import com.nae.api.process.InstanceId;
import com.nae.health.check.HealthCheckExecutor.Results;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The visits of one check to instances: one at a time, with what the last one found. */
final class CheckRunner {
    private static final Logger LOG = LoggerFactory.getLogger(CheckRunner.class);

    private final HealthCheck check;
    private final ExecutorService pool;
    private final Map<InstanceId, List<Finding>> known = new HashMap<>();
    private List<Finding> overall = List.of();
    private Optional<Future<Results>> running = Optional.empty();
    private Set<InstanceId> asked = Set.of();
    private long since;
    private String failure = "";

    CheckRunner(HealthCheck check, ExecutorService pool) {
        this.check = check;
        this.pool = pool;
    }

    /** Begins one unless the one before is still under way. */
    synchronized void start(Collection<InstanceId> due, Set<InstanceId> all) {
        collect(0);
        known.keySet().retainAll(all);
        if (running.isEmpty()) {
            since = System.nanoTime();
            Set<InstanceId> instances = Set.copyOf(due);
            asked = instances;
            running = Optional.of(pool.submit(() -> call(instances)));
        }
    }

    /** What is known once that time is over, at the latest. */
    synchronized Results results(long nanos, Duration limit) {
        collect(nanos);
        if (running.isPresent() && System.nanoTime() - since > limit.toNanos()) {
            failure("has not come back within " + limit.toMillis() / 1000.0 + " s");
        }
        return failure.isEmpty() ? new Results(Map.copyOf(known), overall) : unknown();
    }

    /** Ends it. @return the names of what it had found */
    synchronized Set<String> cancel() {
        running.ifPresent(hanging -> hanging.cancel(true));
        return Stream.concat(overall.stream(), known.values().stream().flatMap(List::stream))
                .map(Finding::check)
                .collect(Collectors.toSet());
    }

    private Results call(Set<InstanceId> instances) {
        Map<InstanceId, List<Finding>> found = new HashMap<>();
        for (InstanceId id : instances) {
            List<Finding> of = check.of(id);
            if (!of.isEmpty()) {
                found.put(id, List.copyOf(of));
            }
        }
        return new Results(found, List.copyOf(check.overall()));
    }

    private void collect(long nanos) {
        if (running.isPresent()) {
            try {
                Results found = running.get().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
                known.keySet().removeAll(asked);
                known.putAll(found.instances());
                overall = found.overall();
                running = Optional.empty();
                failure = "";
            } catch (TimeoutException later) {
                LOG.trace("{} is still under way", check, later);
            } catch (ExecutionException thrown) {
                running = Optional.empty();
                failure(String.valueOf(thrown.getCause()));
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void failure(String why) {
        if (failure.isEmpty()) {
            LOG.warn("The health check {} cannot tell: {}", name(), why);
        }
        failure = why;
    }

    /** What it had found stays as it was, neither better nor worse. */
    private Results unknown() {
        Map<InstanceId, List<Finding>> kept = new HashMap<>();
        known.forEach((id, findings) -> kept.put(
                id,
                findings.stream()
                        .map(finding -> Finding.unknown(finding.check(), failure))
                        .toList()));
        return new Results(kept, List.of(Finding.unknown(name(), failure)));
    }

    private String name() {
        try {
            return String.valueOf(check.name());
        } catch (RuntimeException | LinkageError broken) {
            return check.getClass().getName();
        }
    }
}
