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
 * Starts the replicas of a process again one after the other: the next when the last is ready, so that most of them
 * serve at any time. Those that are down come at once. Used on the loop's thread.
 */
public final class RollingRestart {
    /** One that is not ready after this time is not waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final class Rollout {
        private final String reason;
        private final Deque<InstanceId> left;
        private InstanceId now;
        private Instant since = Instant.MIN;
        private SerialScheduler.Timer timer = () -> {};

        Rollout(String reason, Deque<InstanceId> left) {
            this.reason = reason;
            this.left = left;
        }
    }

    private final ProcessManager processes;
    private final SerialScheduler scheduler;
    private final Map<String, Rollout> rounds = new HashMap<>();

    public RollingRestart(ProcessManager processes, SerialScheduler scheduler) {
        this.processes = processes;
        this.scheduler = scheduler;
    }

    /** Starts the instances of one process in one mode again, in place of a round that is under way. */
    public void restart(Set<InstanceId> instances, String reason) {
        Deque<InstanceId> up = new ArrayDeque<>();
        for (InstanceId id : new TreeSet<>(instances)) {
            if (processes.status(id).map(s -> s.pid().isPresent()).orElse(false)) {
                up.add(id);
            } else {
                processes.restart(id, reason);
            }
        }
        instances.stream().findAny().map(RollingRestart::of).ifPresent(all -> {
            stop(all);
            rounds.put(all, new Rollout(reason, up));
            next(all);
        });
    }

    /**
     * Starts those again that have got a change which was taken back; those that a round under way has not reached run
     * on.
     */
    public void restartAfterRollback(Set<InstanceId> instances, String reason) {
        Set<InstanceId> changed = new TreeSet<>(instances);
        instances.stream().findAny().map(id -> rounds.get(of(id))).ifPresent(round -> changed.removeAll(round.left));
        instances.stream().findAny().ifPresent(id -> stop(of(id)));
        restart(changed, reason);
    }

    private static String of(InstanceId id) {
        return id.process() + "@" + id.mode();
    }

    private void stop(String all) {
        Rollout round = rounds.remove(all);
        if (round != null) {
            round.timer.cancel();
        }
    }

    private void next(String all) {
        Rollout round = rounds.get(all);
        round.timer.cancel();
        InstanceId id = round.left.poll();
        if (id != null) {
            round.now = id;
            round.since = scheduler.now();
            processes.restart(id, round.reason);
        }
        if (round.left.isEmpty()) {
            rounds.remove(all);
        } else {
            round.timer = scheduler.schedule(PATIENCE, () -> next(all));
        }
    }

    public void changed(ProcessEvent event) {
        Rollout round = rounds.get(of(event.id()));
        boolean ready =
                event.now().state() == ProcessState.RUNNING && event.now().ready();
        if (round != null
                && ready
                && event.id().equals(round.now)
                && event.now().started().filter(round.since::isBefore).isPresent()) {
            next(of(event.id()));
        }
    }
}
