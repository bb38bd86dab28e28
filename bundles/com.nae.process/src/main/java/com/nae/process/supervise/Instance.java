package com.nae.process.supervise;

import com.nae.api.process.ExitStatus;
import com.nae.api.process.InstanceId;
import com.nae.api.process.LogPosition;
import com.nae.api.process.ProbeKind;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.process.adopt.Adoption;
import com.nae.process.launch.SdNotifyProtocol;
import com.nae.process.launch.Worker;
import com.nae.process.posix.EventLoop;
import com.nae.process.posix.Libc;
import com.nae.process.stop.TreeStop;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/** One instance: what it is, what is wanted of it, and what follows what. Owned by the supervisor's thread. */
final class Instance {
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration LATE_EXIT = Duration.ofMillis(100);
    private static final int LATE_EXITS = 30;
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration NEVER = Duration.ofMillis(-1);

    /** What follows when a stop is complete. */
    private enum Then {
        STAY,
        START,
        JUDGE
    }

    final InstanceId id;
    final RestartPolicy history = new RestartPolicy(System::nanoTime, ThreadLocalRandom.current());
    final StatusPublisher standing;
    ProcessDefinition definition;
    Worker worker;
    /** Where the output of the last start begins; null before the first of this runtime. */
    volatile LogPosition logStart;

    private final InstanceRuntime floor;
    private String hold;
    private EventLoop.Timer timer;
    private TreeStop stop;
    private Then then = Then.STAY;
    private boolean retired;

    Instance(InstanceId id, ProcessDefinition definition, InstanceRuntime floor) {
        this.id = id;
        this.definition = definition;
        this.floor = floor;
        this.standing = new StatusPublisher(id, floor.journal().entry(id).restarts());
    }

    ProcessStatus status() {
        return standing.status();
    }

    ProcessState state() {
        return standing.state;
    }

    boolean ready() {
        return standing.state == ProcessState.RUNNING && standing.ready;
    }

    Optional<ExitStatus> lastExit() {
        return Optional.ofNullable(standing.lastExit);
    }

    /** Completes with the next state in which nothing is under way. */
    CompletableFuture<ProcessStatus> settled() {
        CompletableFuture<ProcessStatus> future = standing.nextSettled();
        settle();
        return future;
    }

    // ---- starting

    /**
     * Starts it where it is down, nothing holds it back and its dependencies are met; a start that waits for these is
     * under way, and not held.
     */
    void start(String why) {
        if (worker != null || stop != null || retired || state() == ProcessState.UNKNOWN) {
            if (stop != null && then == Then.STAY) {
                then = Then.START;
            }
            return;
        }
        cancelTimer();
        boolean held = hold != null && state() != ProcessState.STARTING;
        Optional<String> unmet = held ? Optional.empty() : floor.unmetDependency(this);
        enter(held ? ProcessState.BACKOFF : ProcessState.STARTING, held ? hold : unmet.orElse(why), false);
        if (!held && unmet.isEmpty()) {
            floor.refreshSandbox(this, this::spawn);
        }
    }

    private void spawn() {
        if (worker != null || state() != ProcessState.STARTING || retired) {
            return;
        }
        try {
            boolean again = !floor.journal().entry(id).run().isEmpty();
            worker = floor.spawn(this, standing.restarts + (again ? 1 : 0));
            standing.restarts = floor.journal().entry(id).restarts();
            standing.publish(worker);
            up(Duration.ZERO);
        } catch (IOException e) {
            Duration pause = history.slowRetryPause(definition.restart());
            standing.nextStart = Instant.now().plus(pause);
            enter(ProcessState.FATAL, e.getMessage(), false);
            retryAfter(pause);
        }
    }

    /** Takes over a program that an earlier runtime has started. */
    void adopt(Adoption.Claim claim) throws IOException {
        worker = floor.adopt(this, claim);
        enter(ProcessState.STARTING, "adopted", false);
        up(worker.uptime());
    }

    /** Nobody can tell which program is this instance; none is touched. */
    void markAmbiguous(String why) {
        enter(ProcessState.UNKNOWN, why, false);
    }

    /** An earlier runtime's program is gone; how it ended nobody knows. */
    void endedUnobserved() {
        standing.lastExit = ExitStatus.unknown(Instant.now());
        floor.journal().ended(id, standing.lastExit);
        judge(Duration.ofDays(1), "ended while the runtime was down", true);
    }

    /** An earlier runtime has seen how its program ended: what had ended for good is not started once more. */
    void restoreExit(ExitStatus exit) {
        standing.lastExit = exit;
        judge(Duration.ZERO, "", false);
    }

    private void up(Duration already) {
        standing.ready = definition.readiness().isEmpty();
        standing.notReadyReason = "";
        Duration left = definition.restart().startSeconds().minus(already);
        if (definition.sdNotify() && !worker.adopted) {
            readyWithin(floor.tunings.of(id.process(), id.mode()).startTimeout().orElse(READY_WITHIN));
        } else if (left.isNegative() || left.isZero()) {
            running();
            return;
        } else {
            timer = floor.loop().schedule(left, this::running);
        }
        standing.publish(worker);
    }

    private void running() {
        cancelTimer();
        enter(ProcessState.RUNNING, standing.notReadyReason, false);
    }

    private void readyWithin(Duration limit) {
        cancelTimer();
        timer = floor.loop().schedule(limit, () -> fail("did not tell READY=1 within " + limit.toSeconds() + " s"));
    }

    /** What the program may tell about itself. */
    SdNotifyProtocol notifyProtocol() {
        return new SdNotifyProtocol(
                floor.loop(),
                () -> {
                    if (state() == ProcessState.STARTING && worker != null) {
                        running();
                    }
                },
                text -> {
                    if (stop == null) {
                        standing.reason = text;
                        standing.publish(worker);
                    }
                },
                limit -> {
                    if (state() == ProcessState.STARTING) {
                        readyWithin(limit);
                    }
                },
                this::fail);
    }

    void probed(ProbeKind kind, boolean passed, String detail) {
        if (worker == null || stop != null) {
            return;
        }
        if (kind == ProbeKind.LIVENESS && !passed) {
            fail("liveness probe: " + detail);
        } else if (kind == ProbeKind.READINESS && (standing.ready != passed || !passed)) {
            standing.ready = passed;
            standing.notReadyReason = passed ? "" : "not ready: " + detail;
            standing.reason = standing.notReadyReason;
            floor.publishChange(this, state(), false);
        }
    }

    /** Forgets, where it is down, its failures and whatever holds it back: somebody gives it another chance. */
    void resetFailures() {
        if (worker == null) {
            history.reset();
            hold = null;
        }
    }

    // ---- stopping

    /** Stops it and leaves it down. */
    void stop(String why) {
        end(Then.STAY, why);
    }

    /** Stops it gracefully and starts it again; what its failures have cost stands. */
    void restart(String why) {
        hold = null;
        if (worker == null && stop == null) {
            start(why);
        } else {
            end(Then.START, why);
        }
    }

    /** Stops it since it does not do what it should; what follows is the restart rule's to say. */
    private void fail(String why) {
        if (stop == null && worker != null) {
            end(Then.JUDGE, why);
        }
    }

    private void end(Then next, String why) {
        cancelTimer();
        then = next;
        if (stop != null) {
            standing.reason = why;
        } else if (worker == null) {
            enter(ProcessState.STOPPED, why, false);
        } else {
            enter(ProcessState.STOPPING, why, false);
            stop = floor.stopTree(worker, definition.stop(), this::gone).begin(true);
        }
    }

    /** The leader has ended; what is left of its tree follows before anything else, where its group still lives. */
    void exited() {
        Worker of = worker;
        ExitStatus exit = of.exitWatch.reap();
        boolean unknown = exit.code().isEmpty() && exit.signal().isEmpty();
        if (unknown
                && definition.restart().policy() != ProcessDefinition.Policy.ALWAYS
                && of.lateExits++ < LATE_EXITS) {
            floor.loop().schedule(LATE_EXIT, this::exited);
            return;
        }
        cancelTimer();
        standing.lastExit = exit;
        floor.journal().ended(id, exit);
        of.close();
        if (stop != null) {
            stop.leaderGone();
        } else if (Libc.kill(-of.pid, 0) == 0) {
            then = Then.JUDGE;
            enter(ProcessState.STOPPING, exit + "; the rest of its tree is stopped first", false);
            standing.reason = "";
            stop = floor.stopTree(of, definition.stop(), this::gone).begin(false);
        } else {
            worker = null;
            floor.reapStragglers(of, definition.stop());
            judge(of.uptime(), "", true);
        }
    }

    /** Nothing of its tree is left. */
    private void gone() {
        Duration uptime = worker.uptime();
        String why = standing.reason;
        worker = null;
        stop = null;
        if (then == Then.JUDGE) {
            judge(uptime, why, true);
            return;
        }
        enter(ProcessState.STOPPED, why, true);
        if (then == Then.START) {
            then = Then.STAY;
            start(why);
        }
    }

    private void judge(Duration uptime, String why, boolean exited) {
        then = Then.STAY;
        boolean byKernel =
                lastExit().flatMap(e -> e.signal().stream().boxed().findFirst()).orElse(0) == Libc.SIGKILL
                        && floor.killedByKernel();
        RestartPolicy.Decision next = history.decide(standing.lastExit, uptime, definition.restart(), byKernel, why);
        boolean held = hold != null && next.again();
        if (held && next.state() == ProcessState.BACKOFF) {
            history.refund();
        }
        Duration pause = held ? NEVER : next.pause();
        standing.nextStart = pause.isNegative() ? null : Instant.now().plus(pause);
        enter(held ? ProcessState.BACKOFF : next.state(), held ? hold : next.reason(), exited);
        if (pause.isZero()) {
            start(next.reason());
        } else if (!pause.isNegative()) {
            retryAfter(pause);
        } else if (!held) {
            floor.scheduleRun(this);
        }
    }

    private void retryAfter(Duration pause) {
        String why = standing.reason;
        startAt(floor.loop().schedule(pause, () -> start(why)), Instant.now().plus(pause));
    }

    // ---- what others say

    void hold(String why) {
        hold = why;
        if (worker == null && (state() == ProcessState.BACKOFF || state() == ProcessState.FATAL && timer != null)) {
            if (state() == ProcessState.BACKOFF && timer != null) {
                history.refund();
            }
            cancelTimer();
            enter(ProcessState.BACKOFF, why, false);
        }
    }

    void release() {
        boolean held = hold != null;
        hold = null;
        if (held && worker == null && (state() == ProcessState.BACKOFF || state() == ProcessState.STARTING)) {
            start("released");
        }
    }

    void escalate(String why) {
        if (worker == null) {
            Duration pause = history.slowRetryPause(definition.restart());
            standing.nextStart = Instant.now().plus(pause);
            enter(ProcessState.FATAL, why, false);
            retryAfter(pause);
        } else {
            standing.reason = why;
            floor.publishChange(this, state(), false);
        }
    }

    /** The next start is due at a time. */
    void startAt(EventLoop.Timer due, Instant at) {
        cancelTimer();
        timer = due;
        standing.nextStart = at;
        standing.publish(worker);
    }

    /** Whether it is let go of, and is there only until it has stopped. */
    boolean retired() {
        return retired;
    }

    /** Stops it for good: its definition is gone. */
    CompletableFuture<ProcessStatus> retire() {
        retired = true;
        stop("its definition was removed");
        return settled();
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        standing.nextStart = null;
    }

    private void enter(ProcessState next, String why, boolean exited) {
        ProcessState before = state();
        standing.enter(next, why);
        floor.publishChange(this, before, exited);
        settle();
    }

    /** Whether the next start is worth waiting for. */
    private boolean soon() {
        return standing.nextStart == null
                || Duration.between(Instant.now(), standing.nextStart).compareTo(SOON) < 0;
    }

    private void settle() {
        boolean starting = state() == ProcessState.STARTING
                && (worker != null || floor.unmetDependency(this).isEmpty());
        boolean underWay = state() == ProcessState.STOPPING
                || then == Then.START
                || starting
                || state() == ProcessState.BACKOFF && hold == null && soon();
        if (!underWay) {
            standing.completeWaiters();
        }
    }
}
