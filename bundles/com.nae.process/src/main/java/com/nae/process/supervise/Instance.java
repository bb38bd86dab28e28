package com.nae.process.supervise;

import com.nae.api.process.Exit;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProbeKind;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessStatus;
import com.nae.api.process.State;
import com.nae.process.posix.Libc;
import com.nae.process.posix.Loop;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/** One instance: what it is, what is wanted of it, and what follows what. Owned by the supervisor's thread. */
final class Instance {
    /** How long a program that tells WATCHDOG=1 may be silent. */
    static final Duration WATCHDOG = Duration.ofSeconds(30);
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration LATE_EXIT = Duration.ofMillis(100);

    /** What follows when a stop is complete. */
    private enum Then { STAY, START, JUDGE }

    final InstanceId id;
    final Restarts history = new Restarts(System::nanoTime, ThreadLocalRandom.current());
    ProcessDefinition definition;
    Worker worker;
    private final Floor floor;
    private final List<CompletableFuture<ProcessStatus>> waiting = new ArrayList<>();
    private State state = State.STOPPED;
    private String reason = "";
    private Instant since = Instant.now();
    private Exit lastExit;
    private int restarts;
    private boolean ready;
    private String hold;
    private Loop.Timer timer;
    private Instant nextStart;
    private TreeStop stop;
    private Then then = Then.STAY;
    private String stopReason = "";
    private boolean retired;
    private volatile ProcessStatus published;

    Instance(InstanceId id, ProcessDefinition definition, Floor floor) {
        this.id = id;
        this.definition = definition;
        this.floor = floor;
        this.restarts = floor.journal().entry(id).restarts();
        publish();
    }

    /** As of the last change; from any thread. */
    ProcessStatus status() {
        return published;
    }

    void publish() {
        published = new ProcessStatus(id, state, hold == null || worker != null ? reason : hold, since, worker == null ? OptionalLong.empty() : OptionalLong.of(worker.pid),
                Optional.ofNullable(worker).map(w -> w.started), restarts, Optional.ofNullable(lastExit), worker != null && worker.adopted,
                state == State.RUNNING && ready, Optional.ofNullable(nextStart));
    }

    State state() {
        return state;
    }

    boolean ready() {
        return state == State.RUNNING && ready;
    }

    Optional<Exit> lastExit() {
        return Optional.ofNullable(lastExit);
    }

    /** Completes with the next state in which nothing is under way. */
    CompletableFuture<ProcessStatus> settled() {
        CompletableFuture<ProcessStatus> future = new CompletableFuture<>();
        waiting.add(future);
        settle();
        return future;
    }

    // ---- starting

    /** Starts it where it is down, nothing holds it back and its dependencies are met. */
    void start(String why) {
        if (worker != null || stop != null || retired || state == State.UNKNOWN) {
            if (stop != null && then == Then.STAY) {
                then = Then.START;
            }
            return;
        }
        cancelTimer();
        if (hold != null) {
            enter(State.BACKOFF, hold);
            return;
        }
        Optional<String> unmet = floor.unmet(this);
        if (unmet.isPresent()) {
            enter(State.STARTING, unmet.get());
            return;
        }
        enter(State.STARTING, why);
        floor.prepare(this, () -> spawn(why));
    }

    private void spawn(String why) {
        if (worker != null || state != State.STARTING || retired) {
            return;
        }
        try {
            worker = floor.spawn(this, restarts + (floor.journal().entry(id).run().isEmpty() ? 0 : 1), this::exited, this::told);
            restarts = floor.journal().entry(id).restarts();
            up(Duration.ZERO);
        } catch (IOException e) {
            enter(State.FATAL, e.getMessage());
            retryAfter(history.slow(definition.restart()));
        }
    }

    /** Takes over a program that an earlier runtime has started. */
    void adopt(Adoption.Claim claim) throws IOException {
        worker = floor.adopt(this, claim, this::exited, this::told);
        enter(State.STARTING, "adopted");
        up(worker.uptime());
    }

    /** Nobody can tell which program is this instance; none is touched. */
    void unclear(String why) {
        enter(State.UNKNOWN, why);
    }

    /** An earlier runtime's program is gone; how it ended nobody knows. */
    void diedMeanwhile() {
        restarts = floor.journal().entry(id).restarts();
        floor.journal().ended(id);
        lastExit = Exit.unknown(Instant.now());
        judge(Duration.ofDays(1), "ended while the runtime was down");
    }

    private void up(Duration already) {
        ready = definition.readiness().isEmpty();
        Duration left = definition.restart().startSeconds().minus(already);
        if (definition.sdNotify() && !worker.adopted) {
            timer = floor.loop().after(READY_WITHIN, () -> fail("did not tell READY=1 within " + READY_WITHIN.toSeconds() + " s"));
        } else if (left.isNegative() || left.isZero()) {
            running();
        } else {
            timer = floor.loop().after(left, this::running);
        }
    }

    private void running() {
        cancelTimer();
        enter(State.RUNNING, "");
    }

    // ---- what the program tells

    private void told(String name, String value) {
        if (worker == null) {
            return;
        }
        switch (name) {
            case "READY" -> {
                if (state == State.STARTING && value.equals("1")) {
                    running();
                }
            }
            case "STATUS" -> {
                reason = value.codePoints().filter(c -> c >= ' ').limit(200).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
                publish();
            }
            case "WATCHDOG" -> {
                boolean first = worker.watchdogAt == 0;
                worker.watchdogAt = System.nanoTime();
                if (first) {
                    watchdog(worker, WATCHDOG);
                }
            }
            case "EXTEND_TIMEOUT_USEC" -> extend(value);
            default -> { }
        }
    }

    private void extend(String micros) {
        if (state == State.STARTING && micros.matches("\\d{1,12}")) {
            cancelTimer();
            timer = floor.loop().after(Duration.ofNanos(Long.parseLong(micros) * 1000), () -> fail("did not tell READY=1 in the time it asked for"));
        }
    }

    private void watchdog(Worker of, Duration after) {
        floor.loop().after(after, () -> {
            long silent = System.nanoTime() - of.watchdogAt;
            if (worker == of && stop == null) {
                if (silent >= WATCHDOG.toNanos()) {
                    fail("told no WATCHDOG=1 for " + WATCHDOG.toSeconds() + " s");
                } else {
                    watchdog(of, WATCHDOG.minusNanos(silent));
                }
            }
        });
    }

    void probed(ProbeKind kind, boolean passed, String detail) {
        if (worker == null) {
            return;
        }
        if (kind == ProbeKind.LIVENESS && !passed) {
            fail("liveness probe: " + detail);
        } else if (kind == ProbeKind.READINESS && ready != passed) {
            ready = passed;
            reason = passed ? "" : "not ready: " + detail;
            floor.changed(this, state, false);
        }
    }

    // ---- stopping

    /** Stops it and leaves it down. */
    void stop(String why) {
        then = Then.STAY;
        end(why);
    }

    /** Stops it gracefully and starts it again. */
    void restart(String why) {
        hold = null;
        if (worker == null && stop == null) {
            history.clear();
            start(why);
        } else {
            then = Then.START;
            end(why);
        }
    }

    /** Stops it since it does not do what it should; what follows is the restart rule's to say. */
    private void fail(String why) {
        if (stop == null) {
            then = Then.JUDGE;
            end(why);
        }
    }

    private void end(String why) {
        cancelTimer();
        stopReason = why;
        if (stop != null) {
            return;
        }
        if (worker == null) {
            enter(State.STOPPED, why);
            return;
        }
        enter(State.STOPPING, why);
        stop = floor.stopTree(worker, definition.stop(), this::gone).begin(true);
    }

    /** The leader has ended; what is left of its tree follows before anything else, where its group still lives. */
    private void exited() {
        Worker of = worker;
        Exit exit = of.exit.reap();
        if (exit.code().isEmpty() && exit.signal().isEmpty() && of.adopted && definition.restart().policy() != ProcessDefinition.Policy.ALWAYS && of.lateExits++ < 30) {
            floor.loop().after(LATE_EXIT, this::exited);
            return;
        }
        cancelTimer();
        lastExit = exit;
        floor.journal().ended(id);
        of.close();
        if (stop != null) {
            stop.leaderGone();
        } else if (Libc.kill(-of.pid, 0) == 0) {
            then = Then.JUDGE;
            stopReason = "";
            enter(State.STOPPING, exit + "; the rest of its tree is stopped first");
            stop = floor.stopTree(of, definition.stop(), this::gone).begin(false);
        } else {
            worker = null;
            floor.sweep(of, definition.stop());
            judge(of.uptime(), "");
        }
    }

    /** Nothing of its tree is left. */
    private void gone() {
        Worker of = worker;
        worker = null;
        stop = null;
        switch (then) {
            case STAY -> enterAfterExit(State.STOPPED, stopReason);
            case START -> {
                enterAfterExit(State.STOPPED, stopReason);
                then = Then.STAY;
                start(stopReason);
            }
            case JUDGE -> judge(of.uptime(), stopReason);
        }
    }

    private void judge(Duration uptime, String why) {
        boolean byKernel = lastExit.signal().orElse(0) == Libc.SIGKILL && floor.killedByKernel();
        Restarts.Decision next = history.after(lastExit, uptime, definition.restart(), byKernel, why);
        if (hold != null && next.again()) {
            enterAfterExit(State.BACKOFF, next.reason());
        } else if (next.again() && next.pause().isZero()) {
            enterAfterExit(State.BACKOFF, next.reason());
            start(next.reason());
        } else {
            nextStart = next.again() ? Instant.now().plus(next.pause()) : null;
            enterAfterExit(next.state(), next.reason());
            if (next.again()) {
                retryAfter(next.pause());
            } else {
                floor.scheduleRun(this);
            }
        }
    }

    private void retryAfter(Duration pause) {
        cancelTimer();
        timer(floor.loop().after(pause, () -> start(reason)), Instant.now().plus(pause));
    }

    // ---- what others say

    void hold(String why) {
        hold = why;
        if (worker == null && (state == State.BACKOFF || state == State.FATAL && timer != null)) {
            cancelTimer();
            enter(State.BACKOFF, why);
        }
    }

    void release() {
        hold = null;
        if (worker == null && (state == State.BACKOFF || state == State.STARTING)) {
            start(reason);
        }
    }

    void escalate(String why) {
        if (worker == null) {
            enter(State.FATAL, why);
            retryAfter(history.slow(definition.restart()));
        } else {
            reason = why;
            floor.changed(this, state, false);
        }
    }

    void timer(Loop.Timer due, Instant at) {
        cancelTimer();
        timer = due;
        nextStart = at;
        publish();
    }

    /** Stops it for good: its definition is gone. */
    CompletableFuture<ProcessStatus> retire() {
        retired = true;
        stop("its definition was removed");
        return settled();
    }

    // ---- states

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        nextStart = null;
    }

    private void enter(State next, String why) {
        enter(next, why, false);
    }

    private void enterAfterExit(State next, String why) {
        enter(next, why, lastExit != null);
    }

    private void enter(State next, String why, boolean exited) {
        State before = state;
        if (before != next) {
            since = Instant.now();
        }
        state = next;
        reason = why;
        floor.changed(this, before, exited);
        settle();
    }

    private void settle() {
        boolean under = state == State.STOPPING || then == Then.START || state == State.STARTING && (worker != null || floor.unmet(this).isEmpty()) || state == State.BACKOFF && hold == null;
        if (!under && !waiting.isEmpty()) {
            List<CompletableFuture<ProcessStatus>> done = List.copyOf(waiting);
            waiting.clear();
            done.forEach(f -> f.complete(status()));
        }
    }
}
