package com.nae.process.instance;

import com.nae.api.process.ProcessDefinition.Restart;
import com.nae.api.process.ProcessState;
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

    private final Instance instance;
    private final StatusPublisher status;
    private final InstanceRuntime runtime;
    private final RestartPolicy policy = new RestartPolicy(System::nanoTime, ThreadLocalRandom.current());
    /** Why it must not be started now; null while nothing holds it. */
    private String holdReason;

    RestartControl(Instance instance, StatusPublisher status, InstanceRuntime runtime) {
        this.instance = instance;
        this.status = status;
        this.runtime = runtime;
    }

    /**
     * Enters the state that the restart policy decides on, and plans the next start where there is one. A start that a
     * hold prevents costs nothing.
     *
     * @param uptime how long the program ran
     * @param why the cause where the runtime knows better than the exit status, or empty
     * @param exited whether the program ended just now, which listeners hear
     */
    void afterExit(Duration uptime, String why, boolean exited) {
        RestartPolicy.Decision next = policy.decide(status.lastExit, uptime, rule(), killedByKernel(), why);
        boolean held = holdReason != null && next.again();
        if (held && next.state() == ProcessState.BACKOFF) {
            policy.refund();
        }
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

    /** The program cannot be started: FATAL, and slow retries. */
    void giveUp(String why) {
        Duration pause = policy.slowRetryPause(rule());
        status.nextStart = Instant.now().plus(pause);
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
        return Optional.ofNullable(holdReason);
    }

    /**
     * Prevents starts until {@link #release()}. A retry that was planned is called off, and its unit of the budget is
     * given back.
     */
    public void hold(String why) {
        holdReason = why;
        boolean backsOff = instance.state() == ProcessState.BACKOFF;
        boolean retries =
                instance.state() == ProcessState.FATAL && instance.timer().isSet();
        if (!instance.hasWorker() && (backsOff || retries)) {
            if (backsOff && instance.timer().isSet()) {
                policy.refund();
            }
            instance.timer().cancel();
            instance.enter(ProcessState.BACKOFF, why, false);
        }
    }

    /** Ends a hold and starts what is due. */
    public void release() {
        boolean held = holdReason != null;
        holdReason = null;
        boolean due = instance.state() == ProcessState.BACKOFF || instance.state() == ProcessState.STARTING;
        if (held && due && !instance.hasWorker()) {
            instance.start("released");
        }
    }

    void clearHold() {
        holdReason = null;
    }

    /** Forgets failures and the hold. */
    void reset() {
        policy.reset();
        clearHold();
    }

    /** Takes one unit out of the budget; false when none is left. Any thread. */
    public boolean spend() {
        return policy.spend(rule());
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
