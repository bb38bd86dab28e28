package com.nae.process.instance;

import com.nae.api.process.ExitStatus;
import com.nae.api.process.ProcessDefinition.Policy;
import com.nae.api.process.ProcessDefinition.Restart;
import com.nae.api.process.ProcessState;
import com.nae.process.posix.Libc;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Decides from the failures of one instance so far what follows an exit. The first restart comes at once; each further
 * one comes {@code random(0, min(backoff_max, backoff_initial * 2^n))} after the start before it (full jitter; Brooker,
 * "Exponential Backoff and Jitter", 2015). More than {@code restart_threshold} restarts within {@code restart_window}
 * turn the instance FATAL, and it is retried slowly. Thread-safe.
 */
final class RestartPolicy {
    private static final Duration NO_START = Duration.ofMillis(-1);
    /** Limits of {@code 2^n}: beyond them every pause is the longest one. */
    private static final int LAST_BACKOFF_STEP = 30;

    private static final int LAST_ESCALATION_STEP = 10;
    private static final int SLOW_RETRY_FRACTION = 6;

    /**
     * What follows an exit.
     *
     * @param pause until the next start; negative where there is none
     */
    record Decision(ProcessState state, Duration pause, String reason) {
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
    private boolean refundable;

    /** @param clock nanoseconds, as {@link System#nanoTime} */
    RestartPolicy(LongSupplier clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /**
     * Decides, and takes a unit out of the budget where that leads to a restart.
     *
     * @param uptime how long the program ran
     * @param outOfMemory whether the kernel killed it for lack of memory
     * @param why the cause where the runtime knows better than the exit status, or empty
     */
    synchronized Decision decide(ExitStatus exit, Duration uptime, Restart rule, boolean outOfMemory, String why) {
        String cause = cause(exit, outOfMemory, why);
        if (exit.code().isPresent()
                && rule.permanentFailureCodes().contains(exit.code().getAsInt())) {
            return new Decision(ProcessState.FATAL, NO_START, "permanent failure, " + cause);
        }
        if (staysDown(exit, rule, why)) {
            return new Decision(ProcessState.EXITED, NO_START, cause);
        }
        if (uptime.compareTo(rule.backoffReset()) >= 0) {
            reset();
        }
        refundable = false;
        boolean fromOutside = why.isEmpty() && !outOfMemory && exit.signal().orElse(0) == Libc.SIGKILL;
        if (fromOutside && uptime.compareTo(rule.startSeconds()) >= 0) {
            step = 0;
        }
        if (!fromOutside && !spend(rule)) {
            return new Decision(ProcessState.FATAL, slowRetryPause(rule), cause + "; " + budgetSpent(rule));
        }
        return new Decision(ProcessState.BACKOFF, pause(rule, uptime), cause);
    }

    private static String cause(ExitStatus exit, boolean outOfMemory, String why) {
        if (!why.isEmpty()) {
            return why;
        }
        return outOfMemory ? "killed by the kernel, which was out of memory" : exit.toString();
    }

    /** A program that the runtime stopped because it failed ({@code why}) has not succeeded, whatever its exit code. */
    private static boolean staysDown(ExitStatus exit, Restart rule, String why) {
        boolean success = why.isEmpty()
                && exit.code().isPresent()
                && rule.successCodes().contains(exit.code().getAsInt());
        return rule.policy() == Policy.NEVER || rule.policy() == Policy.ON_FAILURE && success;
    }

    private static String budgetSpent(Restart rule) {
        return rule.threshold() + " restarts within " + words(rule.window()) + " did not help";
    }

    /** Takes one unit out of the budget; false when none is left. */
    synchronized boolean spend(Restart rule) {
        long now = clock.getAsLong();
        while (!spent.isEmpty() && now - spent.peekFirst() > rule.window().toNanos()) {
            spent.removeFirst();
        }
        if (spent.size() >= rule.threshold()) {
            return false;
        }
        spent.addLast(now);
        refundable = true;
        return true;
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

    private static String words(Duration d) {
        boolean wholeMinutes = d.toSeconds() % 60 == 0 && d.toMinutes() > 0;
        return wholeMinutes ? d.toMinutes() + " min" : d.toMillis() / 1000.0 + " s";
    }
}
