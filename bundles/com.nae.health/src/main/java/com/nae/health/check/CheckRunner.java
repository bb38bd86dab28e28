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

/** Runs one health check, one call at a time, and keeps its last results. */
final class CheckRunner {
    private static final Logger LOG = LoggerFactory.getLogger(CheckRunner.class);

    private final HealthCheck check;
    private final ExecutorService pool;
    private final Map<InstanceId, List<Finding>> known = new HashMap<>();
    private List<Finding> overall = List.of();
    private Optional<Future<Results>> running = Optional.empty();
    private Set<InstanceId> requested = Set.of();
    private long startedNanos;
    /** Why the check has no result at present; empty while it works. */
    private String failure = "";

    CheckRunner(HealthCheck check, ExecutorService pool) {
        this.check = check;
        this.pool = pool;
    }

    /** Starts a run, unless the one before has not finished. */
    synchronized void start(Collection<InstanceId> due, Set<InstanceId> all) {
        collect(0);
        known.keySet().retainAll(all);
        if (running.isEmpty()) {
            startedNanos = System.nanoTime();
            Set<InstanceId> instances = Set.copyOf(due);
            requested = instances;
            running = Optional.of(pool.submit(() -> call(instances)));
        }
    }

    /**
     * The latest results. Waits for a run that has not finished.
     *
     * @param nanos the longest wait
     * @param limit from which on a run counts as hanging
     */
    synchronized Results results(long nanos, Duration limit) {
        collect(nanos);
        if (running.isPresent() && System.nanoTime() - startedNanos > limit.toNanos()) {
            fail("did not return within " + limit.toMillis() / 1000.0 + " s");
        }
        return failure.isEmpty() ? new Results(Map.copyOf(known), overall) : unknownResults();
    }

    /** Ends it. @return the names of its findings */
    synchronized Set<String> cancel() {
        running.ifPresent(hanging -> hanging.cancel(true));
        return Stream.concat(overall.stream(), known.values().stream().flatMap(List::stream))
                .map(Finding::check)
                .collect(Collectors.toSet());
    }

    private Results call(Set<InstanceId> instances) {
        Map<InstanceId, List<Finding>> found = new HashMap<>();
        for (InstanceId id : instances) {
            List<Finding> findings = check.of(id);
            if (!findings.isEmpty()) {
                found.put(id, List.copyOf(findings));
            }
        }
        return new Results(found, List.copyOf(check.overall()));
    }

    private void collect(long nanos) {
        if (running.isEmpty()) {
            return;
        }
        try {
            Results found = running.get().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            known.keySet().removeAll(requested);
            known.putAll(found.instances());
            overall = found.overall();
            running = Optional.empty();
            failure = "";
        } catch (TimeoutException notYet) {
            LOG.trace("{} is still running", check, notYet);
        } catch (ExecutionException thrown) {
            running = Optional.empty();
            fail(String.valueOf(thrown.getCause()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Logs the first of several failures in a row. */
    private void fail(String why) {
        if (failure.isEmpty()) {
            LOG.warn("The health check {} has no result: {}", name(), why);
        }
        failure = why;
    }

    /** The last findings as unknown: their levels stay as they were, neither better nor worse. */
    private Results unknownResults() {
        Map<InstanceId, List<Finding>> unknown = new HashMap<>();
        known.forEach((id, findings) -> unknown.put(
                id,
                findings.stream()
                        .map(finding -> Finding.unknown(finding.check(), failure))
                        .toList()));
        return new Results(unknown, List.of(Finding.unknown(name(), failure)));
    }

    private String name() {
        try {
            return String.valueOf(check.name());
        } catch (RuntimeException | LinkageError broken) {
            return check.getClass().getName();
        }
    }
}
