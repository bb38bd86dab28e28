package com.nae.process.supervise;

import com.nae.api.process.ExitStatus;
import com.nae.api.process.ProcessDefinition.Policy;
import com.nae.api.process.ProcessDefinition.Restart;
import com.nae.api.process.ProcessState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The history of one instance's failures, and the rule that decides from it what follows an exit. The first restart
 * comes at once; further ones come {@code random(0, min(max, initial * 2^n))} after the start before (full jitter;
 * Brooker, "Exponential Backoff and Jitter", 2015). More than {@code threshold} within the window escalate: the
 * instance turns FATAL and is retried slowly. Thread-safe.
 */
final class RestartPolicy {
    private static final int SIGKILL = 9;

    /** What follows: a state, the pause before the next start (negative: none), and why. */
    record Decision(ProcessState state, Duration pause, String reason) {
        boolean again() {
            return !pause.isNegative();
        }
    }

    private final ArrayDeque<Long> spent = new ArrayDeque<>();
    private final LongSupplier clock;
    private final RandomGenerator random;
    private int step;
    private int escalations;
    private boolean paid;

    /** @param clock nanoseconds, as {@link System#nanoTime} */
    RestartPolicy(LongSupplier clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /**
     * @param uptime how long it ran
     * @param byKernel whether the kernel killed it for lack of memory
     * @param why the cause where the runtime knows better than the exit, or empty
     */
    synchronized Decision decide(ExitStatus exit, Duration uptime, Restart rule, boolean byKernel, String why) {
        boolean success = exit.code().isPresent()
                && rule.successCodes().contains(exit.code().getAsInt());
        String cause =
                !why.isEmpty() ? why : byKernel ? "killed by the kernel, which was out of memory" : exit.toString();
        if (exit.code().isPresent()
                && rule.permanentFailureCodes().contains(exit.code().getAsInt())) {
            return new Decision(ProcessState.FATAL, Duration.ofMillis(-1), "permanent failure, " + cause);
        }
        if (rule.policy() == Policy.NEVER || rule.policy() == Policy.ON_FAILURE && success && why.isEmpty()) {
            return new Decision(ProcessState.EXITED, Duration.ofMillis(-1), cause);
        }
        if (uptime.compareTo(rule.backoffReset()) >= 0) {
            reset();
        }
        paid = false;
        boolean fromOutside = why.isEmpty() && !byKernel && exit.signal().orElse(0) == SIGKILL;
        if (fromOutside && uptime.compareTo(rule.startSeconds()) >= 0) {
            step = 0;
        }
        if (!fromOutside && !spend(rule)) {
            return new Decision(
                    ProcessState.FATAL,
                    slowRetryPause(rule),
                    cause + "; " + rule.threshold() + " restarts within " + words(rule.window()) + " did not help");
        }
        return new Decision(ProcessState.BACKOFF, pause(rule, uptime), cause);
    }

    /** Takes one unit out of the budget; false when it is spent. */
    synchronized boolean spend(Restart rule) {
        long now = clock.getAsLong();
        while (!spent.isEmpty() && now - spent.peekFirst() > rule.window().toNanos()) {
            spent.removeFirst();
        }
        if (spent.size() >= rule.threshold()) {
            return false;
        }
        spent.addLast(now);
        paid = true;
        return true;
    }

    /** Gives back the unit that the last exit took: the restart that it was for does not come about. */
    synchronized void refund() {
        if (paid) {
            spent.pollLast();
            paid = false;
        }
    }

    /** Forgets failures: after a long time up, or when a person starts it. */
    synchronized void reset() {
        step = 0;
        escalations = 0;
        spent.clear();
    }

    /** The pause of an escalated instance: a sixth of the longest backoff, doubled each time up to all of it. */
    synchronized Duration slowRetryPause(Restart rule) {
        long base = Math.max(1, rule.backoffMax().toMillis() / 6);
        long pause = Math.min(rule.backoffMax().toMillis(), base << Math.min(escalations++, 10));
        return Duration.ofMillis(pause - (pause > 4 ? random.nextLong(pause / 4) : 0));
    }

    /** What is left of the pause: it separates two starts, so the time up counts towards it. */
    private Duration pause(Restart rule, Duration uptime) {
        int n = step++;
        if (n == 0) {
            return Duration.ZERO;
        }
        long most = Math.min(rule.backoffMax().toMillis(), rule.backoffInitial().toMillis() << Math.min(n - 1, 30));
        return Duration.ofMillis(Math.max(0, (most <= 0 ? 0 : random.nextLong(most + 1)) - uptime.toMillis()));
    }

    private static String words(Duration d) {
        return d.toSeconds() % 60 == 0 && d.toMinutes() > 0 ? d.toMinutes() + " min" : d.toMillis() / 1000.0 + " s";
    }
}
