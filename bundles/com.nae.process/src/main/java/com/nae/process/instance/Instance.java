package com.nae.process.instance;

import com.nae.api.output.LogPosition;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProbeKind;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.process.launch.Worker;
import com.nae.process.posix.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One instance of a process: its definition, its running program, and what is wanted of it.
 *
 * <p>Owned by the supervisor's thread: only that thread changes it. Other threads may read {@link #status()},
 * {@link #definition()}, {@link #worker()} and {@link #logStart()}.
 */
public final class Instance {
    /** A retry that is due later than this is not waited for by whoever gave a command. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private final InstanceId id;
    private final InstanceRuntime runtime;
    private final StatusPublisher status;
    private final InstanceTimer timer;
    private final RestartControl restarts;
    private final StartPhase startPhase;
    private final StopPhase stopPhase;
    private final HardMemoryLimit memory;
    private volatile ProcessDefinition definition;
    private volatile Worker worker;
    private volatile LogPosition logStart;

    private boolean retired;

    public Instance(InstanceId id, ProcessDefinition definition, InstanceRuntime runtime) {
        this.id = id;
        this.definition = definition;
        this.runtime = runtime;
        this.status = new StatusPublisher(id, runtime.journal().record(id).restarts());
        this.timer = new InstanceTimer(status);
        this.memory = new HardMemoryLimit(this, status, runtime);
        this.restarts = new RestartControl(this, status, runtime);
        this.startPhase = new StartPhase(this, status, runtime);
        this.stopPhase = new StopPhase(this, status, runtime, restarts);
    }

    public InstanceId id() {
        return id;
    }

    /** The definition in force. Any thread. */
    public ProcessDefinition definition() {
        return definition;
    }

    /** Replaces the definition; a running program is not touched. */
    public void redefine(ProcessDefinition next) {
        definition = next;
    }

    /** The running program, or null. Any thread. */
    public Worker worker() {
        return worker;
    }

    /** Whether its program runs or is being stopped. */
    public boolean hasWorker() {
        return worker != null;
    }

    /** Where the output of the last start begins; empty before the first start of this runtime. Any thread. */
    public Optional<LogPosition> logStart() {
        return Optional.ofNullable(logStart);
    }

    /** The status as of the last change. Any thread. */
    public ProcessStatus status() {
        return status.published();
    }

    public ProcessState state() {
        return status.state;
    }

    public boolean isReady() {
        return state() == ProcessState.RUNNING && status.ready;
    }

    /** Completes with the next state in which nothing is under way. */
    public CompletableFuture<ProcessStatus> settled() {
        CompletableFuture<ProcessStatus> future = status.nextSettled();
        settle();
        return future;
    }

    // ---- start

    /**
     * Starts it where it is down, nothing holds it and its dependencies are met. A start that waits for a dependency
     * stays in STARTING: it is under way already, so a hold does not stop it.
     */
    public void start(String why) {
        if (worker != null || stopPhase.inProgress() || retired || state() == ProcessState.UNKNOWN) {
            stopPhase.startAfterwards();
            return;
        }
        timer.cancel();
        Optional<String> held = state() == ProcessState.STARTING ? Optional.empty() : restarts.hold();
        if (held.isPresent()) {
            enter(ProcessState.BACKOFF, held.get(), false);
            return;
        }
        Optional<String> unmet = unmetDependency();
        enter(ProcessState.STARTING, unmet.orElse(why), false);
        if (unmet.isEmpty()) {
            runtime.prepareStart(this, this::spawn);
        }
    }

    private void spawn() {
        try {
            boolean startedBefore = !runtime.journal().record(id).runId().isEmpty();
            worker = runtime.launcher().spawn(this, status.restarts + (startedBefore ? 1 : 0));
            status.restarts = runtime.journal().record(id).restarts();
            publishChange(ProcessState.STARTING, false); // with the pid: it may end before anything else is published
            startPhase.begin(Duration.ZERO);
        } catch (IOException e) {
            restarts.giveUp(e.getMessage());
        }
    }

    /** Takes the result of a probe into account. */
    public void probed(ProbeKind kind, boolean passed, String detail) {
        if (worker == null || stopPhase.inProgress()) {
            return;
        }
        if (kind == ProbeKind.LIVENESS && !passed) {
            stopPhase.fail("liveness probe: " + detail);
        } else if (kind == ProbeKind.READINESS) {
            startPhase.readinessProbed(passed, detail);
        }
    }

    // ---- stop

    /** Stops it and leaves it down. */
    public void stop(String why) {
        stopPhase.stop(why);
    }

    /** Stops it gracefully and starts it again. A hold ends; the restart budget stays as it is. */
    public void restart(String why) {
        restarts.clearHold();
        if (worker == null && !stopPhase.inProgress()) {
            start(why);
        } else {
            stopPhase.restart(why);
        }
    }

    /** Stops it for good: its definition is gone. */
    public CompletableFuture<ProcessStatus> retire() {
        retired = true;
        stop("its definition was removed");
        return settled();
    }

    /** Whether it is forgotten as soon as it has stopped. */
    public boolean isRetired() {
        return retired;
    }

    // ---- restarts

    /** Forgets failures and ends a hold where it is down: the operator gives it another chance. */
    public void resetFailures() {
        if (worker == null) {
            restarts.reset();
        }
    }

    /** The next start is due at a time. */
    void startAt(EventLoop.Timer due, Instant at) {
        timer.setStart(due, at);
        publish();
    }

    // ---- for the parts of an instance

    StatusPublisher statusPublisher() {
        return status;
    }

    InstanceTimer timer() {
        return timer;
    }

    /** Its restart budget, holds and retries. */
    public RestartControl restarts() {
        return restarts;
    }

    /** Its hard memory limit. */
    public HardMemoryLimit memory() {
        return memory;
    }

    StartPhase startPhase() {
        return startPhase;
    }

    StopPhase stopPhase() {
        return stopPhase;
    }

    void logStartsAt(LogPosition position) {
        logStart = position;
    }

    void runs(Worker started) {
        worker = started;
    }

    void workerGone() {
        worker = null;
        memory.ended();
    }

    void enter(ProcessState next, String why, boolean exited) {
        ProcessState before = state();
        status.enter(next, why);
        publishChange(before, exited);
        settle();
    }

    /** Makes the current values visible to other threads, without an event. */
    void publish() {
        status.publish(worker);
    }

    /** Makes the current values visible, reports an event and starts what waited for it. */
    void publishChange(ProcessState before, boolean exited) {
        publish();
        runtime.changed(this, before, exited);
    }

    private Optional<String> unmetDependency() {
        return runtime.dependencies().unmet(id.mode(), definition.dependsOn());
    }

    private void settle() {
        if (!underWay()) {
            status.completeWaiters();
        }
    }

    private boolean underWay() {
        return switch (state()) {
            case STOPPING -> true;
            case STARTING -> worker != null || unmetDependency().isEmpty() || stopPhase.startFollows();
            case BACKOFF -> restarts.hold().isEmpty() && status.nextStartIsWithin(SOON) || stopPhase.startFollows();
            default -> stopPhase.startFollows();
        };
    }
}
