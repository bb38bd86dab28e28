package com.nae.process.instance;

import com.nae.api.process.ProcessDefinition.Restart;
import com.nae.api.process.ProcessState;
import com.nae.process.adopt.UsedBudget;
import com.nae.process.posix.Libc;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Decides what follows the end of an instance's program, and delays, holds or gives up its next start. Owned by the
 * supervisor's thread, but for {@link #spend()}.
 */
public final class RestartControl {
    private static final Duration NONE = Duration.ofMillis(-1);
    private static final String AFTER_BACKOFF = "starts after its backoff: it failed again after the wait was over";

    private final Instance instance;
    private final StatusPublisher status;
    private final InstanceRuntime runtime;
    private final RestartPolicy policy = new RestartPolicy(SteadyWallClock::millis, ThreadLocalRandom.current());
    /** Why it must not be started now; null while nothing holds it. */
    private String holdReason;
    /** Whether the end of a hold has let the last start through. */
    private boolean released;
    /** Whether the end of a hold lets the next start through, which its backoff still delays. */
    private boolean startGranted;
    /** No release starts it earlier; null where its last start did not fail after a release. */
    private Instant releasesStartAt;

    RestartControl(Instance instance, StatusPublisher status, InstanceRuntime runtime) {
        this.instance = instance;
        this.status = status;
        this.runtime = runtime;
        UsedBudget journalled = runtime.journal().record(instance.id()).budget();
        policy.restore(journalled);
        released = journalled.released();
    }

    /**
     * Enters the state that the restart policy decides on, and plans the next start where there is one. A start that a
     * hold prevents costs nothing, unless the end of a hold had let the failed one through.
     *
     * @param uptime how long the program ran
     * @param why the cause where the runtime knows better than the exit status, or empty
     * @param exited whether the program ended just now, which listeners hear
     */
    void afterExit(Duration uptime, String why, boolean exited) {
        String kill = instance.memory().takeKill().orElse("");
        String cause = why.isEmpty() ? kill : why;
        RestartPolicy.Decision next = policy.decide(
                new RestartPolicy.Ended(status.lastExit, uptime, killedByKernel(), cause, released), rule());
        endRelease(next);
        boolean held = holdReason != null && next.again() && !(next.failedRelease() && isFatal(next));
        if (held && !isFatal(next)) {
            policy.refund();
        }
        note();
        Duration pause = held ? NONE : next.pause();
        status.nextStart = pause.isNegative() ? null : Instant.now().plus(pause);
        instance.enter(held ? ProcessState.BACKOFF : next.state(), held ? holdReason : next.reason(), exited);
        if (pause.isZero()) {
            instance.start(next.reason());
        } else if (!pause.isNegative()) {
            retryAfter(pause);
        } else if (!held) {
            runtime.scheduledRuns().plan(instance);
        }
    }

    /** The same after a restart of the runtime: the unit that the exit has cost already is not taken twice. */
    void afterJournalledExit() {
        policy.takeBack(status.lastExit.at());
        afterExit(Duration.ZERO, "", false);
    }

    /** The program ended while no runtime was there: nobody knows that it ran long enough to forget its failures. */
    void afterUnobservedExit() {
        Optional<String> kill = instance.memory().takeKill();
        afterExit(Duration.ZERO, kill.orElse("ended while the runtime was down"), true);
    }

    private void endRelease(RestartPolicy.Decision next) {
        released = false;
        startGranted = false;
        releasesStartAt = next.failedRelease() ? Instant.now().plus(next.pause()) : null;
    }

    private static boolean isFatal(RestartPolicy.Decision decision) {
        return decision.state() == ProcessState.FATAL;
    }

    /** The program cannot be started: FATAL, and slow retries. */
    void giveUp(String why) {
        Duration pause = policy.slowRetryPause(rule());
        status.nextStart = Instant.now().plus(pause);
        releasesStartAt = released ? status.nextStart : null;
        released = false;
        note();
        instance.enter(ProcessState.FATAL, why, false);
        retryAfter(pause);
    }

    /** Somebody else gave up: a program that is down turns FATAL, one that runs goes on and shows the reason. */
    public void escalate(String why) {
        if (instance.hasWorker()) {
            status.reason = why;
            instance.publishChange(instance.state(), false);
        } else {
            giveUp(why);
        }
    }

    /** The reason of the hold in force. */
    Optional<String> hold() {
        return startGranted ? Optional.empty() : Optional.ofNullable(holdReason);
    }

    /**
     * Prevents starts until {@link #release()}. A retry that was planned is called off, and its unit of the budget is
     * given back. A start that a release has let through is under way, even while its backoff delays it; and one that
     * is FATAL since it failed after a release stays so.
     */
    public void hold(String why) {
        holdReason = why;
        boolean backsOff = instance.state() == ProcessState.BACKOFF;
        boolean retries =
                instance.state() == ProcessState.FATAL && instance.timer().isSet() && releasesStartAt == null;
        if (!instance.hasWorker() && !startGranted && (backsOff || retries)) {
            if (backsOff && instance.timer().isSet()) {
                policy.refund();
                note();
            }
            instance.timer().cancel();
            instance.enter(ProcessState.BACKOFF, why, false);
        }
    }

    /** Ends a hold and starts what is due: at once, or after what is left of the backoff after a failed release. */
    public void release() {
        boolean held = holdReason != null;
        holdReason = null;
        ProcessState state = instance.state();
        boolean due = state == ProcessState.BACKOFF
                || state == ProcessState.STARTING
                || state == ProcessState.FATAL && releasesStartAt != null;
        if (!held || !due || instance.hasWorker() || startGranted) {
            return;
        }
        startGranted = true;
        Duration left = releasesStartAt == null ? Duration.ZERO : Duration.between(Instant.now(), releasesStartAt);
        if (left.isNegative() || left.isZero()) {
            startReleased();
        } else {
            if (state != ProcessState.FATAL) {
                instance.enter(state, AFTER_BACKOFF, false);
            }
            instance.startAt(runtime.loop().schedule(left, this::startReleased), releasesStartAt);
        }
    }

    private void startReleased() {
        released = true;
        instance.start("released");
        startGranted = false;
        note();
    }

    /** Ends a hold without a start, and what earlier releases have left. */
    void clearHold() {
        holdReason = null;
        startGranted = false;
        released = false;
        releasesStartAt = null;
        note();
    }

    /** Forgets failures and the hold. */
    void reset() {
        policy.reset();
        clearHold();
    }

    /** Takes one unit out of the budget; false when none is left. Any thread. */
    public boolean spend() {
        boolean taken = policy.spend(rule());
        if (taken) {
            runtime.loop().execute(this::note);
        }
        return taken;
    }

    /** Journals what is used, so that the next runtime knows it. */
    private void note() {
        runtime.journal().budget(instance.id(), policy.used(released));
    }

    private void retryAfter(Duration pause) {
        String why = status.reason;
        instance.startAt(
                runtime.loop().schedule(pause, () -> instance.start(why)),
                Instant.now().plus(pause));
    }

    private boolean killedByKernel() {
        return status.lastExit.signal().orElse(0) == Libc.SIGKILL
                && runtime.oomKills().justNow();
    }

    private Restart rule() {
        return instance.definition().restart();
    }
}
