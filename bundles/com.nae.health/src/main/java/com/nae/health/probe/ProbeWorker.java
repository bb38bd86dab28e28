package com.nae.health.probe;

import com.nae.api.process.ProbeKind;
import com.nae.api.process.ProcessDefinition.Probe;
import com.nae.health.probe.ProbeResult.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Runs one probe of one running program until it is stopped, or until its liveness failed: then the program is being
 * replaced, and the next run gets a worker of its own. Lives on the timer's thread; only the probe itself runs on the
 * pool.
 *
 * <p>A program that is not ready yet is probed more often than its period, so that its dependents start soon. Failures
 * of these extra attempts do not count.
 */
final class ProbeWorker {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final ProbeKind kind;
    private final Probe probe;
    private final ProbeHandler handler;
    private final ProbeTimer timer;
    private final Executor pool;
    private final Consumer<ProbeReport> reports;
    private final ThresholdCounter counter;
    private Duration pause = FIRST_PAUSE;
    private Duration sinceCounted = Duration.ZERO;
    private boolean reportedUnknown;
    private boolean inProgress;
    private boolean stopped;
    private Runnable cancel = () -> {};

    /** What is probed, and how. */
    record Target(ProbeKind kind, Probe probe, ProbeHandler handler) {}

    /**
     * A change that a worker reports.
     *
     * @param passed the new state after a threshold was crossed; empty if the probe could not run
     */
    record ProbeReport(ProbeKind kind, Optional<Boolean> passed, String detail) {}

    ProbeWorker(Target target, ProbeTimer timer, Executor pool, Consumer<ProbeReport> reports) {
        kind = target.kind;
        probe = target.probe;
        handler = target.handler;
        this.timer = timer;
        this.pool = pool;
        this.reports = reports;
        // A running program counts as live until its probe fails; readiness is not known before the first result.
        Optional<Boolean> initially = kind == ProbeKind.LIVENESS ? Optional.of(true) : Optional.empty();
        counter = new ThresholdCounter(probe.successThreshold(), probe.failureThreshold(), initially);
    }

    /** Starts after what is left of the initial delay, given the program's uptime, and the jitter. */
    void start(Duration uptime, Duration jitter) {
        Duration rest = probe.initialDelay().minus(uptime);
        schedule((rest.isNegative() ? Duration.ZERO : rest).plus(jitter));
    }

    void stop() {
        stopped = true;
        cancel.run();
    }

    /** Probes now instead of at the next turn, because something happened that may have changed the result. */
    void nudge() {
        if (!stopped && !inProgress && awaitsReadiness()) {
            cancel.run();
            run();
        }
    }

    ProbeKind kind() {
        return kind;
    }

    /** The current state; empty before the first threshold is crossed. */
    Optional<Boolean> passing() {
        return counter.passing();
    }

    Duration period() {
        return probe.period();
    }

    private boolean awaitsReadiness() {
        return kind == ProbeKind.READINESS && !counter.passing().orElse(false);
    }

    private void schedule(Duration delay) {
        cancel = timer.schedule(delay, this::run);
    }

    private void run() {
        inProgress = true;
        pool.execute(() -> {
            ProbeResult result = call();
            timer.runSoon(() -> handle(result));
        });
    }

    private ProbeResult call() {
        try {
            return handler.probe(probe.timeout());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return ProbeResult.unknown("the probe was interrupted");
        } catch (IOException | RuntimeException broken) {
            return ProbeResult.unknown(broken.getMessage() == null ? broken.toString() : broken.getMessage());
        }
    }

    private void handle(ProbeResult result) {
        inProgress = false;
        if (stopped) {
            return;
        }
        if (!result.is(Outcome.UNKNOWN)) {
            count(result);
        } else if (!reportedUnknown) {
            reportedUnknown = true;
            reports.accept(new ProbeReport(kind, Optional.empty(), result.detail()));
        }
        if (!stopped) {
            schedule(nextPause());
        }
    }

    private void count(ProbeResult result) {
        boolean passed = result.is(Outcome.PASSED);
        if (!passed && isExtraAttempt()) {
            return;
        }
        counter.record(passed).ifPresent(changed -> {
            stopped = !changed && kind == ProbeKind.LIVENESS;
            reports.accept(new ProbeReport(kind, Optional.of(changed), result.detail()));
        });
    }

    /** Whether less than a period has passed since the last result that counted. */
    private boolean isExtraAttempt() {
        if (!awaitsReadiness() || sinceCounted.compareTo(probe.period()) >= 0) {
            sinceCounted = Duration.ZERO;
            return false;
        }
        return true;
    }

    private Duration nextPause() {
        if (!awaitsReadiness()) {
            return probe.period();
        }
        Duration next = pause.compareTo(probe.period()) < 0 ? pause : probe.period();
        pause = pause.multipliedBy(3).dividedBy(2);
        sinceCounted = sinceCounted.plus(next);
        return next;
    }
}
