package com.nae.process.instance;

import com.nae.api.process.ExitStatus;
import com.nae.api.process.ProcessDefinition.Policy;
import com.nae.api.process.ProcessDefinition.Restart;
import com.nae.api.process.ProcessState;
import com.nae.process.adopt.UsedBudget;
import com.nae.process.posix.Libc;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Decides from the failures of one instance so far what follows an exit. The first restart comes at once; each further
 * one comes {@code random(0, min(backoff_max, backoff_initial * 2^n))} after the start before it (full jitter; Brooker,
 * "Exponential Backoff and Jitter", 2015). More than {@code restart_threshold} restarts within {@code restart_window}
 * turn the instance FATAL, and it is retried slowly.
 *
 * <p>A start that the end of a hold lets through, and that fails, counts like every other: the next one comes no
 * earlier than half of {@code max(1 s, backoff_initial) * 2^n} later, whoever releases it. Thread-safe.
 */
final class RestartPolicy {
    private static final Duration NO_START = Duration.ofMillis(-1);
    /** Limits of {@code 2^n}: beyond them every pause is the longest one. */
    private static final int LAST_BACKOFF_STEP = 30;

    private static final int LAST_ESCALATION_STEP = 10;
    private static final int SLOW_RETRY_FRACTION = 6;
    /**
     * The least upper bound of the pause after a failed release, in ms: what is waited for answers already, so it may
     * need a moment to come up.
     */
    private static final long RELEASE_BACKOFF = 1000;

    /**
     * The end of a program.
     *
     * @param uptime how long it ran
     * @param outOfMemory whether the kernel killed it for lack of memory
     * @param why the cause where the runtime knows better than the exit status, or empty
     * @param released whether the end of a hold had let it start
     */
    record Ended(ExitStatus exit, Duration uptime, boolean outOfMemory, String why, boolean released) {
        boolean fromOutside() {
            return why.isEmpty() && !outOfMemory && exit.signal().orElse(0) == Libc.SIGKILL;
        }

        String cause() {
            if (!why.isEmpty()) {
                return why;
            }
            return outOfMemory ? "killed by the kernel, which was out of memory" : exit.toString();
        }
    }

    /**
     * What follows an exit.
     *
     * @param pause until the next start; negative where there is none
     * @param failedRelease whether a start that the end of a hold had let through, or one after it, has failed: the
     *     pause holds for the next release too
     */
    record Decision(ProcessState state, Duration pause, String reason, boolean failedRelease) {
        boolean again() {
            return !pause.isNegative();
        }
    }

    /** Times of the restarts and repairs within the window, as the clock gives them. */
    private final ArrayDeque<Long> spent = new ArrayDeque<>();

    private final LongSupplier clock;
    private final RandomGenerator random;
    private int step;
    private int escalations;
    private int failedReleases;
    private boolean refundable;

    /** @param clock milliseconds, which never go back */
    RestartPolicy(LongSupplier clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** Takes over what an earlier runtime has journalled. */
    synchronized void restore(UsedBudget journalled) {
        long now = clock.getAsLong();
        journalled.times().forEach(at -> spent.addLast(Math.min(at, now)));
        step = journalled.step();
        escalations = journalled.escalations();
        failedReleases = journalled.failedReleases();
    }

    /** What the next runtime has to know. @param released whether the last start was let through by a release */
    synchronized UsedBudget used(boolean released) {
        return new UsedBudget(List.copyOf(spent), step, escalations, failedReleases, released);
    }

    /** Decides, and takes a unit out of the budget where that leads to a restart. */
    synchronized Decision decide(Ended end, Restart rule) {
        if (end.exit().code().isPresent()
                && rule.permanentFailureCodes().contains(end.exit().code().getAsInt())) {
            return new Decision(ProcessState.FATAL, NO_START, "permanent failure, " + end.cause(), false);
        }
        if (staysDown(end, rule)) {
            return new Decision(ProcessState.EXITED, NO_START, end.cause(), false);
        }
        boolean stable = end.uptime().compareTo(rule.backoffReset()) >= 0;
        if (stable) {
            reset();
        }
        refundable = false;
        if (end.fromOutside()) {
            if (end.uptime().compareTo(rule.startSeconds()) >= 0) {
                step = 0;
            }
            return new Decision(ProcessState.BACKOFF, pause(rule, end.uptime()), end.cause(), false);
        }
        return failed(end, rule, !stable && (end.released() || failedReleases > 0));
    }

    private Decision failed(Ended end, Restart rule, boolean failedRelease) {
        failedReleases += failedRelease ? 1 : 0;
        if (!spend(rule)) {
            String reason = end.cause() + "; " + budgetSpent(rule);
            return new Decision(ProcessState.FATAL, slowRetryPause(rule), reason, failedRelease);
        }
        refundable = !failedRelease;
        Duration pause = failedRelease ? releasePause(rule) : pause(rule, end.uptime());
        return new Decision(ProcessState.BACKOFF, pause, end.cause(), failedRelease);
    }

    /** A program that the runtime stopped because it failed ({@code why}) has not succeeded, whatever its exit code. */
    private static boolean staysDown(Ended end, Restart rule) {
        boolean success = end.why().isEmpty()
                && end.exit().code().isPresent()
                && rule.successCodes().contains(end.exit().code().getAsInt());
        return rule.policy() == Policy.NEVER || rule.policy() == Policy.ON_FAILURE && success;
    }

    private static String budgetSpent(Restart rule) {
        return rule.threshold() + " restarts within " + words(rule.window()) + " did not help";
    }

    /** Takes one unit out of the budget; false when none is left. */
    synchronized boolean spend(Restart rule) {
        long now = clock.getAsLong();
        while (!spent.isEmpty() && now - spent.peekFirst() > rule.window().toMillis()) {
            spent.removeFirst();
        }
        if (spent.size() >= rule.threshold()) {
            return false;
        }
        spent.addLast(now);
        return true;
    }

    /** Gives back the unit that an exit took, which is decided on again after the runtime was replaced. */
    synchronized void takeBack(Instant exit) {
        if (!spent.isEmpty() && spent.peekLast() >= exit.toEpochMilli()) {
            spent.pollLast();
        }
    }

    /** Gives back the unit that the last exit took: the restart that it paid for does not come. */
    synchronized void refund() {
        if (refundable) {
            spent.pollLast();
            refundable = false;
        }
    }

    /** Forgets failures: after a long uptime, or when the operator starts the instance. */
    synchronized void reset() {
        step = 0;
        escalations = 0;
        failedReleases = 0;
        spent.clear();
    }

    /**
     * The pause before a slow retry: a sixth of the longest backoff, doubled each time up to all of it, minus up to a
     * quarter of jitter.
     */
    synchronized Duration slowRetryPause(Restart rule) {
        long longest = rule.backoffMax().toMillis();
        long first = Math.max(1, longest / SLOW_RETRY_FRACTION);
        long pause = Math.min(longest, first << Math.min(escalations++, LAST_ESCALATION_STEP));
        return Duration.ofMillis(pause - (pause > 4 ? random.nextLong(pause / 4) : 0));
    }

    /** What is left of the backoff: it separates two starts, so the uptime counts towards it. */
    private Duration pause(Restart rule, Duration uptime) {
        int n = step++;
        if (n == 0) {
            return Duration.ZERO;
        }
        long doubled = rule.backoffInitial().toMillis() << Math.min(n - 1, LAST_BACKOFF_STEP);
        long most = Math.min(rule.backoffMax().toMillis(), doubled);
        long jittered = most <= 0 ? 0 : random.nextLong(most + 1);
        return Duration.ofMillis(Math.max(0, jittered - uptime.toMillis()));
    }

    /** At least half of what it can be at most. */
    private Duration releasePause(Restart rule) {
        long first = Math.max(RELEASE_BACKOFF, rule.backoffInitial().toMillis());
        long doubled = first << Math.min(failedReleases - 1, LAST_BACKOFF_STEP);
        long half = Math.max(1, Math.min(rule.backoffMax().toMillis(), doubled) / 2);
        return Duration.ofMillis(half + random.nextLong(half));
    }

    private static String words(Duration d) {
        boolean wholeMinutes = d.toSeconds() % 60 == 0 && d.toMinutes() > 0;
        return wholeMinutes ? d.toMinutes() + " min" : d.toMillis() / 1000.0 + " s";
    }
}
