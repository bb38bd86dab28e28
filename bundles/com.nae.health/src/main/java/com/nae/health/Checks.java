package com.nae.health;

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
 * The checks that were dropped in, called on a bounded pool. A round waits a moment for all of them: the answer of a slower one counts
 * in the next round, and one that throws or hangs is unknown and costs the others nothing.
 */
final class Checks implements AutoCloseable {
    private static final int MOST_AT_ONCE = 16;

    private final BoundedPool pool = new BoundedPool("nae-health-check", MOST_AT_ONCE);
    private final Duration moment;
    private final Map<HealthCheck, Visits> visits = new ConcurrentHashMap<>();

    /** What checks found: about instances, and about the whole. */
    record Found(Map<InstanceId, List<Finding>> instances, List<Finding> overall) {
        List<Finding> of(InstanceId id) {
            return instances.getOrDefault(id, List.of());
        }
    }

    /** @param moment that a round waits */
    Checks(Duration moment) {
        this.moment = moment;
    }

    void add(HealthCheck check) {
        visits.put(check, new Visits(check, pool));
    }

    /** @return the names of what it had found */
    Set<String> remove(HealthCheck check) {
        return Optional.ofNullable(visits.remove(check)).map(Visits::end).orElse(Set.of());
    }

    /**
     * Asks all of them.
     *
     * @param due whom they are asked about; @param all instances there are
     * @param limit after which one that has not come back hangs
     */
    Found ask(Collection<InstanceId> due, Set<InstanceId> all, Duration limit) {
        List<Visits> asked = List.copyOf(visits.values());
        asked.forEach(visit -> visit.begin(due, all));
        long end = System.nanoTime() + moment.toNanos();
        Map<InstanceId, List<Finding>> found = new HashMap<>();
        List<Finding> overall = new ArrayList<>();
        for (Visits visit : asked) {
            Found one = visit.answer(end - System.nanoTime(), limit);
            one.instances.forEach((id, findings) -> found.computeIfAbsent(id, i -> new ArrayList<>()).addAll(findings));
            overall.addAll(one.overall);
        }
        return new Found(found, overall);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
