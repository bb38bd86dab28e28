package com.nae.health.check;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthCheck;
import com.nae.api.process.InstanceId;
import com.nae.health.pool.BoundedPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs the health checks on a bounded pool. A round waits a moment for all of them. The result of a slower check counts
 * in the next round. A check that throws or hangs is reported as unknown and does not affect the others.
 */
public final class HealthCheckExecutor implements AutoCloseable {
    private static final int MAX_THREADS = 16;

    private final BoundedPool pool = new BoundedPool("nae-health-check", MAX_THREADS);
    private final Duration maxWait;
    private final Map<HealthCheck, CheckRunner> runners = new ConcurrentHashMap<>();

    /** What checks found about instances, and about NAE as a whole. */
    public record Results(Map<InstanceId, List<Finding>> instances, List<Finding> overall) {
        public List<Finding> of(InstanceId id) {
            return instances.getOrDefault(id, List.of());
        }
    }

    /** @param maxWait how long a round waits for checks to return */
    public HealthCheckExecutor(Duration maxWait) {
        this.maxWait = maxWait;
    }

    public void add(HealthCheck check) {
        runners.put(check, new CheckRunner(check, pool));
    }

    /** @return the names of its findings, which no longer hold */
    public Set<String> remove(HealthCheck check) {
        return Optional.ofNullable(runners.remove(check))
                .map(CheckRunner::cancel)
                .orElse(Set.of());
    }

    /**
     * Runs all checks.
     *
     * @param due the instances to check
     * @param all all instances there are
     * @param limit after which a check that has not returned counts as hanging
     */
    public Results runAll(Collection<InstanceId> due, Set<InstanceId> all, Duration limit) {
        List<CheckRunner> current = List.copyOf(runners.values());
        current.forEach(runner -> runner.start(due, all));
        long end = System.nanoTime() + maxWait.toNanos();
        Map<InstanceId, List<Finding>> instances = new HashMap<>();
        List<Finding> overall = new ArrayList<>();
        for (CheckRunner runner : current) {
            Results one = runner.results(end - System.nanoTime(), limit);
            one.instances.forEach((id, findings) ->
                    instances.computeIfAbsent(id, i -> new ArrayList<>()).addAll(findings));
            overall.addAll(one.overall);
        }
        return new Results(instances, overall);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
