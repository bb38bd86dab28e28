package com.nae.process.supervise;

import com.nae.api.process.ExitStatus;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.process.launch.Worker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** What there is to say of an instance, and who waits to hear it. Changed by the supervisor's thread, read by any. */
final class StatusPublisher {
    final InstanceId id;
    ProcessState state = ProcessState.STOPPED;
    String reason = "";
    ExitStatus lastExit;
    int restarts;
    boolean ready;
    /** Why readiness does not hold, where a probe has told. */
    String notReadyReason = "";

    Instant nextStart;
    private final List<CompletableFuture<ProcessStatus>> waiting = new ArrayList<>();
    private Instant since = Instant.now();
    private volatile ProcessStatus published;

    StatusPublisher(InstanceId id, int restarts) {
        this.id = id;
        this.restarts = restarts;
        publish(null);
    }

    /** As of the last change. */
    ProcessStatus status() {
        return published;
    }

    void enter(ProcessState next, String why) {
        if (state != next) {
            since = Instant.now();
        }
        state = next;
        reason = why;
    }

    void publish(Worker worker) {
        published = new ProcessStatus(
                id,
                state,
                reason,
                since,
                worker == null ? OptionalLong.empty() : OptionalLong.of(worker.pid),
                Optional.ofNullable(worker).map(w -> w.started),
                restarts,
                Optional.ofNullable(lastExit),
                worker != null && worker.adopted,
                state == ProcessState.RUNNING && ready,
                Optional.ofNullable(nextStart));
    }

    CompletableFuture<ProcessStatus> nextSettled() {
        CompletableFuture<ProcessStatus> future = new CompletableFuture<>();
        waiting.add(future);
        return future;
    }

    /** Tells everyone who waits: nothing is under way any more. */
    void completeWaiters() {
        List<CompletableFuture<ProcessStatus>> done = List.copyOf(waiting);
        waiting.clear();
        done.forEach(f -> f.complete(published));
    }
}
