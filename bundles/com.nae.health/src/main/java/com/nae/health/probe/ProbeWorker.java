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
 * Probes one running program in one way until it is ended, or until liveness failed: then the program is being
 * replaced, and the next one gets a worker of its own. Lives on the timer's thread; only the asking itself is done by
 * the pool.
 *
 * <p>A program that is not ready yet is asked faster than its period, so that those who wait for it start soon.
 * Failures of these extra tries do not count.
 */
final class ProbeWorker {
    private static final Duration FIRST_PACE = Duration.ofMillis(100);

    private final ProbeKind kind;
    private final Probe probe;
    private final ProbeHandler handler;
    private final ProbeTimer timer;
    private final Executor pool;
    private final Consumer<ProbeReport> report;
    private final ThresholdCounter verdict;
    private Duration pace;
    private Duration sinceCounted = Duration.ZERO;
    private boolean saidUnknown;
    private boolean asking;
    private boolean ended;
    private Runnable cancel = () -> {};

    /** What a worker tells: a crossed threshold where {@code passed} is present, else that the probe could not run. */
    record ProbeReport(ProbeKind kind, Optional<Boolean> passed, String detail) {}

    ProbeWorker(
            ProbeKind kind,
            Probe probe,
            ProbeHandler means,
            ProbeTimer timer,
            Executor pool,
            Consumer<ProbeReport> report) {
        this.kind = kind;
        this.probe = probe;
        this.handler = means;
        this.timer = timer;
        this.pool = pool;
        this.report = report;
        verdict = new ThresholdCounter(
                probe.successThreshold(),
                probe.failureThreshold(),
                kind == ProbeKind.LIVENESS ? Optional.of(true) : Optional.empty());
        pace = FIRST_PACE;
    }

    /** Begins once the rest of the initial delay of a program that is up that long, and the jitter, are over. */
    void start(Duration uptime, Duration jitter) {
        Duration rest = probe.initialDelay().minus(uptime);
        later((rest.isNegative() ? Duration.ZERO : rest).plus(jitter));
    }

    void stop() {
        ended = true;
        cancel.run();
    }

    /** Asks now instead of at its next turn: something happened that may have changed the answer. */
    void nudge() {
        if (!ended && !asking && pending()) {
            cancel.run();
            ask();
        }
    }

    ProbeKind kind() {
        return kind;
    }

    Optional<Boolean> passing() {
        return verdict.passing();
    }

    Duration period() {
        return probe.period();
    }

    private boolean pending() {
        return kind == ProbeKind.READINESS && !verdict.passing().orElse(false);
    }

    private void later(Duration delay) {
        cancel = timer.schedule(delay, this::ask);
    }

    private void ask() {
        asking = true;
        pool.execute(() -> {
            ProbeResult result = run();
            timer.runSoon(() -> answered(result));
        });
    }

    private ProbeResult run() {
        try {
            return handler.probe(probe.timeout());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return ProbeResult.unknown("the probe was interrupted");
        } catch (IOException | RuntimeException broken) {
            return ProbeResult.unknown(broken.getMessage() == null ? broken.toString() : broken.getMessage());
        }
    }

    private void answered(ProbeResult result) {
        asking = false;
        if (ended) {
            return;
        }
        if (!result.is(Outcome.UNKNOWN)) {
            count(result);
        } else if (!saidUnknown) {
            saidUnknown = true;
            report.accept(new ProbeReport(kind, Optional.empty(), result.detail()));
        }
        if (!ended) {
            later(nextPace());
        }
    }

    private void count(ProbeResult result) {
        boolean passed = result.is(Outcome.PASSED);
        if (!passed && extra()) {
            return;
        }
        verdict.record(passed).ifPresent(changed -> {
            ended = !changed && kind == ProbeKind.LIVENESS;
            report.accept(new ProbeReport(kind, Optional.of(changed), result.detail()));
        });
    }

    /** Whether this answer came before a whole period has gone since the last one that counted. */
    private boolean extra() {
        if (!pending() || sinceCounted.compareTo(probe.period()) >= 0) {
            sinceCounted = Duration.ZERO;
            return false;
        }
        return true;
    }

    private Duration nextPace() {
        if (!pending()) {
            return probe.period();
        }
        Duration now = pace.compareTo(probe.period()) < 0 ? pace : probe.period();
        pace = pace.multipliedBy(3).dividedBy(2);
        sinceCounted = sinceCounted.plus(now);
        return now;
    }
}
