package com.nae.process.instance;

import com.nae.api.process.ExitStatus;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.process.launch.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * The status of one instance: current values, which the supervisor's thread alone sees and changes, the snapshot of
 * them that any thread may read, and whoever waits for the next settled one.
 */
final class StatusPublisher {
    private final InstanceId id;
    ProcessState state = ProcessState.STOPPED;
    String reason = "";
    ExitStatus lastExit;
    int restarts;
    boolean ready;
    /** What the readiness probe reported when it failed; empty where it passes or has not run. */
    String notReadyReason = "";
    /** When it is started again by itself; null where it is not. */
    Instant nextStart;

    private final List<CompletableFuture<ProcessStatus>> waiters = new ArrayList<>();
    private Instant since = Instant.now();
    private volatile ProcessStatus published;

    StatusPublisher(InstanceId id, int restarts) {
        this.id = id;
        this.restarts = restarts;
        publish(null);
    }

    /** The snapshot of the last change. Any thread. */
    ProcessStatus published() {
        return published;
    }

    void enter(ProcessState next, String why) {
        if (state != next) {
            since = Instant.now();
        }
        state = next;
        reason = why;
    }

    /** @param worker the running program, or null */
    void publish(Worker worker) {
        Optional<Worker> running = Optional.ofNullable(worker);
        published = new ProcessStatus(
                id,
                state,
                reason,
                since,
                worker == null ? OptionalLong.empty() : OptionalLong.of(worker.pid()),
                running.map(Worker::started),
                restarts,
                Optional.ofNullable(lastExit),
                worker != null && worker.adopted(),
                state == ProcessState.RUNNING && ready,
                Optional.ofNullable(nextStart));
    }

    /** Whether the next start is due within a time; also true where no start is planned. */
    boolean nextStartIsWithin(Duration limit) {
        return nextStart == null || Duration.between(Instant.now(), nextStart).compareTo(limit) < 0;
    }

    /** Completes with the next snapshot in which nothing is under way. */
    CompletableFuture<ProcessStatus> nextSettled() {
        CompletableFuture<ProcessStatus> future = new CompletableFuture<>();
        waiters.add(future);
        return future;
    }

    /** Nothing is under way any more. */
    void completeWaiters() {
        List<CompletableFuture<ProcessStatus>> done = List.copyOf(waiters);
        waiters.clear();
        done.forEach(f -> f.complete(published));
    }
}
