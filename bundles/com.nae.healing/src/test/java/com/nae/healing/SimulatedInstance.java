package com.nae.healing;

import com.nae.api.process.ExitStatus;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One instance of {@link SimulatedProcesses}: runs as its program says, and is reported when it fails. */
final class SimulatedInstance {
    private static final Duration DETECTION = Duration.ofMillis(200);
    private static final Duration END = Duration.ofMillis(250);

    /** The pause before a FATAL instance is started again. */
    private static final Duration SLOW_RETRY = Duration.ofMinutes(1);

    final InstanceId id;
    private final HealingWorld world;
    ProcessState state = ProcessState.STOPPED;
    Instant started = Instant.EPOCH;
    Optional<ExitStatus> exit = Optional.empty();
    int starts;
    String hold;
    long run;
    private boolean slowly;

    SimulatedInstance(HealingWorld world, InstanceId id) {
        this.world = world;
        this.id = id;
    }

    boolean alive() {
        return state == ProcessState.RUNNING || state == ProcessState.STOPPING;
    }

    ProcessStatus status() {
        return new ProcessStatus(
                id,
                state,
                hold == null ? "" : hold,
                started,
                alive() ? OptionalLong.of(1) : OptionalLong.empty(),
                alive() ? Optional.of(started) : Optional.empty(),
                Math.max(0, starts - 1),
                exit,
                false,
                true,
                Optional.empty());
    }

    void enter(ProcessState next, boolean exited) {
        ProcessState before = state;
        state = next;
        ProcessEvent event = new ProcessEvent(before, status(), exited, world.loop.now());
        world.loop.execute(() -> world.cases.changed(event));
    }

    void start() {
        if (alive()) {
            return;
        }
        starts++;
        started = world.loop.now();
        enter(ProcessState.RUNNING, false);
        tick(++run);
    }

    void tick(long of) {
        Map<String, String> variables =
                new HashMap<>(world.definition(id.process(), id.mode()).environment());
        variables.putAll(world.processes.overlay(id.process(), id.mode()));
        world.programs
                .get(id.process())
                .apply(world.text(id.process(), id.mode()), variables)
                .ifPresent(f -> world.loop.schedule(f.after(), () -> fail(of, f)));
    }

    void fail(long of, HealingWorld.Failure f) {
        if (of != run || !alive()) {
            return;
        }
        var issue = world.issue(id.process(), f, id);
        world.interpreters.raise(issue, id, world.loop.now(), f.exits());
        world.loop.schedule(DETECTION, () -> world.cases.occurred(issue, id));
        if (f.exits()) {
            Instant end = world.loop.now();
            world.loop.schedule(END, () -> world.ended(issue, id, end));
            exit = Optional.of(new ExitStatus(OptionalInt.of(1), OptionalInt.empty(), world.loop.now()));
            enter(slowly ? ProcessState.FATAL : ProcessState.BACKOFF, true);
            if (hold == null) {
                world.loop.schedule(slowly ? SLOW_RETRY : Duration.ofMillis(100), this::due);
            }
        } else {
            tick(of);
        }
    }

    /** It has stopped, and is started again. */
    void again(boolean exited) {
        if (state == ProcessState.STARTING || state == ProcessState.RUNNING) {
            return;
        }
        enter(ProcessState.STOPPED, exited);
        enter(ProcessState.STARTING, false);
        world.loop.schedule(Duration.ofMillis(20), this::start);
    }

    /** It turns FATAL where it is down, and is retried slowly from then on. */
    void escalate() {
        if (state == ProcessState.BACKOFF) {
            slowly = true;
            enter(ProcessState.FATAL, false);
            world.loop.schedule(SLOW_RETRY, this::due);
        }
    }

    /** Its starts are held; a slow retry that was planned is called off. */
    void hold(String reason) {
        hold = reason;
        if (state == ProcessState.FATAL) {
            slowly = false;
            enter(ProcessState.BACKOFF, false);
        }
    }

    void due() {
        if (hold == null && (state == ProcessState.BACKOFF || state == ProcessState.FATAL)) {
            start();
        }
    }
}
