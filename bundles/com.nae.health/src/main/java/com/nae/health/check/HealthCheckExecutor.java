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
 * The checks that were dropped in, called on a bounded pool. A round waits a moment for all of them: the answer of a
 * slower one counts in the next round, and one that throws or hangs is unknown and costs the others nothing.
 */
public final class HealthCheckExecutor implements AutoCloseable {
    private static final int MOST_AT_ONCE = 16;

    private final BoundedPool pool = new BoundedPool("nae-health-check", MOST_AT_ONCE);
    private final Duration moment;
    private final Map<HealthCheck, CheckRunner> visits = new ConcurrentHashMap<>();

    /** What checks found: about instances, and about the whole. */
    public record Results(Map<InstanceId, List<Finding>> instances, List<Finding> overall) {
        public List<Finding> of(InstanceId id) {
            return instances.getOrDefault(id, List.of());
        }
    }

    /** @param moment that a round waits */
    public HealthCheckExecutor(Duration moment) {
        this.moment = moment;
    }

    public void add(HealthCheck check) {
        visits.put(check, new CheckRunner(check, pool));
    }

    /** @return the names of what it had found */
    public Set<String> remove(HealthCheck check) {
        return Optional.ofNullable(visits.remove(check))
                .map(CheckRunner::cancel)
                .orElse(Set.of());
    }

    /**
     * Asks all of them.
     *
     * @param due whom they are asked about; @param all instances there are
     * @param limit after which one that has not come back hangs
     */
    public Results runAll(Collection<InstanceId> due, Set<InstanceId> all, Duration limit) {
        List<CheckRunner> asked = List.copyOf(visits.values());
        asked.forEach(visit -> visit.start(due, all));
        long end = System.nanoTime() + moment.toNanos();
        Map<InstanceId, List<Finding>> found = new HashMap<>();
        List<Finding> overall = new ArrayList<>();
        for (CheckRunner visit : asked) {
            Results one = visit.results(end - System.nanoTime(), limit);
            one.instances.forEach((id, findings) ->
                    found.computeIfAbsent(id, i -> new ArrayList<>()).addAll(findings));
            overall.addAll(one.overall);
        }
        return new Results(found, overall);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
