package com.nae.health;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthCheck;
import com.nae.api.process.InstanceId;
import com.nae.health.pool.BoundedPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checks that were dropped in, called on a bounded pool under a time limit. One that throws or hangs is unknown, and others go on. */
final class Checks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checks.class);
    private static final int MOST_AT_ONCE = 4;

    private final BoundedPool pool = new BoundedPool("nae-health-check", MOST_AT_ONCE);
    private final Set<HealthCheck> checks = ConcurrentHashMap.newKeySet();
    private final Map<HealthCheck, Future<Found>> running = new ConcurrentHashMap<>();
    private final Set<String> complained = ConcurrentHashMap.newKeySet();

    /** What checks found: about instances, and about the whole. */
    record Found(Map<InstanceId, List<Finding>> instances, List<Finding> overall) {
        List<Finding> of(InstanceId id) {
            return instances.getOrDefault(id, List.of());
        }
    }

    void add(HealthCheck check) {
        checks.add(check);
    }

    void remove(HealthCheck check) {
        checks.remove(check);
        Optional.ofNullable(running.remove(check)).ifPresent(hanging -> hanging.cancel(true));
    }

    /** Asks all of them about these instances; waits no longer than the limit. */
    Found ask(Collection<InstanceId> instances, Duration limit) {
        Map<HealthCheck, Future<Found>> asked = new LinkedHashMap<>();
        for (HealthCheck check : checks) {
            asked.put(check, running.computeIfAbsent(check, c -> pool.submit(() -> call(c, instances))));
        }
        long end = System.nanoTime() + limit.toNanos();
        Map<InstanceId, List<Finding>> found = new HashMap<>();
        List<Finding> overall = new ArrayList<>();
        asked.forEach((check, future) -> {
            Found one = await(check, future, end - System.nanoTime());
            one.instances.forEach((id, findings) -> found.computeIfAbsent(id, i -> new ArrayList<>()).addAll(findings));
            overall.addAll(one.overall);
        });
        return new Found(found, overall);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    private static Found call(HealthCheck check, Collection<InstanceId> instances) {
        Map<InstanceId, List<Finding>> found = instances.stream().collect(Collectors.toMap(id -> id, check::of));
        return new Found(found, check.overall());
    }

    /** A check that hangs is not called again until it has come back. */
    private Found await(HealthCheck check, Future<Found> future, long nanos) {
        try {
            Found found = future.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            running.remove(check);
            complained.remove(nameOf(check));
            return found;
        } catch (TimeoutException hangs) {
            return unknown(check, "did not come back in time");
        } catch (ExecutionException thrown) {
            running.remove(check);
            return unknown(check, String.valueOf(thrown.getCause()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Found(Map.of(), List.of());
        }
    }

    private Found unknown(HealthCheck check, String why) {
        String name = nameOf(check);
        if (complained.add(name)) {
            LOG.warn("The health check {} cannot tell: {}", name, why);
        }
        return new Found(Map.of(), List.of(Finding.unknown(name, why)));
    }

    private static String nameOf(HealthCheck check) {
        try {
            return String.valueOf(check.name());
        } catch (RuntimeException | LinkageError broken) {
            return check.getClass().getName();
        }
    }
}
