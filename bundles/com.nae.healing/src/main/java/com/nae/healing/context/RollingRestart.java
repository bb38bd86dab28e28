package com.nae.healing.context;

import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
import com.nae.healing.exec.SerialScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rolling restart of the replicas of a process. A replica restarts when the one before it is ready, so that most of
 * them serve at any time. Replicas that are down start at once. Used on the thread {@code nae-healing}.
 */
public final class RollingRestart {
    /** The longest wait until a replica is ready; then the next one restarts anyway. */
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(30);

    /** A rolling restart in progress, of one process in one mode. */
    private static final class Rollout {
        private final String reason;
        private final Deque<InstanceId> remaining;
        private InstanceId current;
        private Instant since = Instant.MIN;
        private SerialScheduler.Timer timer = () -> {};

        Rollout(String reason, Deque<InstanceId> remaining) {
            this.reason = reason;
            this.remaining = remaining;
        }
    }

    private final ProcessManager processes;
    private final SerialScheduler scheduler;
    private final Map<String, Rollout> rollouts = new HashMap<>();

    public RollingRestart(ProcessManager processes, SerialScheduler scheduler) {
        this.processes = processes;
        this.scheduler = scheduler;
    }

    /** Restarts instances of one process in one mode. It replaces a rollout in progress. */
    public void restart(Set<InstanceId> instances, String reason) {
        Deque<InstanceId> up = new ArrayDeque<>();
        for (InstanceId id : new TreeSet<>(instances)) {
            if (processes.status(id).map(s -> s.pid().isPresent()).orElse(false)) {
                up.add(id);
            } else {
                processes.restart(id, reason);
            }
        }
        instances.stream().findAny().map(RollingRestart::key).ifPresent(key -> {
            stop(key);
            rollouts.put(key, new Rollout(reason, up));
            next(key);
        });
    }

    /**
     * Restarts the instances after a rollback. Those that a rollout in progress has not reached have never run with the
     * change, so they are not restarted.
     */
    public void restartAfterRollback(Set<InstanceId> instances, String reason) {
        Set<InstanceId> changed = new TreeSet<>(instances);
        instances.stream()
                .findAny()
                .map(id -> rollouts.get(key(id)))
                .ifPresent(rollout -> changed.removeAll(rollout.remaining));
        instances.stream().findAny().ifPresent(id -> stop(key(id)));
        restart(changed, reason);
    }

    private static String key(InstanceId id) {
        return id.process() + "@" + id.mode();
    }

    private void stop(String key) {
        Rollout rollout = rollouts.remove(key);
        if (rollout != null) {
            rollout.timer.cancel();
        }
    }

    /** Restarts the next instance; after the last one the rollout is over. */
    private void next(String key) {
        Rollout rollout = rollouts.get(key);
        rollout.timer.cancel();
        InstanceId id = rollout.remaining.poll();
        if (id != null) {
            rollout.current = id;
            rollout.since = scheduler.now();
            processes.restart(id, rollout.reason);
        }
        if (rollout.remaining.isEmpty()) {
            rollouts.remove(key);
        } else {
            rollout.timer = scheduler.schedule(READY_TIMEOUT, () -> next(key));
        }
    }

    /** Continues the rollout when its present instance is ready in a run that began after its restart. */
    public void changed(ProcessEvent event) {
        Rollout rollout = rollouts.get(key(event.id()));
        boolean ready =
                event.now().state() == ProcessState.RUNNING && event.now().ready();
        if (rollout != null
                && ready
                && event.id().equals(rollout.current)
                && event.now().started().filter(rollout.since::isBefore).isPresent()) {
            next(key(event.id()));
        }
    }
}
