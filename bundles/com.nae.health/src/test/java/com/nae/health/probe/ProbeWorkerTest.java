package com.nae.health.probe;

import static com.nae.api.process.ProcessDefinition.Means.TCP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.process.ProbeKind;
import com.nae.api.process.ProcessDefinition.Probe;
import com.nae.health.DefinitionBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeWorkerTest {
    private final ManualProbeTimer timer = new ManualProbeTimer();
    private final List<String> reports = new ArrayList<>();
    private ProbeResult result = ProbeResult.passed("");
    private int attempts;

    private ProbeWorker worker(ProbeKind kind, int successes, int failures) {
        Probe probe = DefinitionBuilder.probe(TCP, "1", successes, failures);
        return worker(kind, probe);
    }

    private ProbeWorker worker(ProbeKind kind, Probe probe) {
        ProbeHandler handler = timeout -> {
            attempts++;
            if (result.is(ProbeResult.Outcome.UNKNOWN)) {
                throw new IOException(result.detail());
            }
            return result;
        };
        return new ProbeWorker(
                new ProbeWorker.Target(kind, probe, handler),
                timer,
                Runnable::run,
                r -> reports.add(r.passed().map(String::valueOf).orElse("unknown: " + r.detail())));
    }

    @Test
    void readinessOfAStartingProgramIsFoundLongBeforeItsPeriod() {
        result = ProbeResult.failed("");
        worker(ProbeKind.READINESS, 1, 3).start(Duration.ZERO, Duration.ZERO);
        timer.advance(Duration.ofMillis(500));
        result = ProbeResult.passed("");
        timer.advance(Duration.ofMillis(500));
        assertEquals(List.of("true"), reports);
    }

    @Test
    void extraAttemptsDoNotCountAsFailures() {
        result = ProbeResult.failed("");
        worker(ProbeKind.READINESS, 1, 3).start(Duration.ZERO, Duration.ZERO);
        timer.advance(Duration.ofSeconds(25));
        assertEquals(List.of(), reports);
        timer.advance(Duration.ofSeconds(20));
        assertEquals(List.of("false"), reports, "reported once, so that the operator sees why nothing continues");
    }

    @Test
    void onlyCrossedThresholdsAreReported() {
        worker(ProbeKind.READINESS, 2, 2).start(Duration.ZERO, Duration.ZERO);
        timer.advance(Duration.ofSeconds(60));
        assertEquals(List.of("true"), reports);
        result = ProbeResult.failed("");
        timer.advance(Duration.ofSeconds(10));
        assertEquals(List.of("true"), reports, "one failure of two");
        timer.advance(Duration.ofSeconds(10));
        assertEquals(List.of("true", "false"), reports);
    }

    @Test
    void aDifferentResultRestartsTheCount() {
        worker(ProbeKind.LIVENESS, 1, 2).start(Duration.ZERO, Duration.ofSeconds(5));
        for (int i = 0; i < 10; i++) {
            result = i % 2 == 0 ? ProbeResult.failed("") : ProbeResult.passed("");
            timer.advance(Duration.ofSeconds(10));
        }
        assertEquals(List.of(), reports);
    }

    @Test
    void afterALivenessFailureTheProgramIsNotProbedAnyMore() {
        result = ProbeResult.failed("");
        worker(ProbeKind.LIVENESS, 1, 3).start(Duration.ZERO, Duration.ZERO);
        timer.advance(Duration.ofMinutes(5));
        assertEquals(List.of("false"), reports);
        assertEquals(3, attempts, "on hold until a new program appears");
        assertTrue(timer.idle());
    }

    @Test
    void aProbeThatCannotRunIsReportedOnceAsUnknown() {
        result = ProbeResult.unknown("no such file");
        worker(ProbeKind.LIVENESS, 1, 1).start(Duration.ZERO, Duration.ZERO);
        timer.advance(Duration.ofMinutes(5));
        assertEquals(List.of("unknown: no such file"), reports);
    }

    @Test
    void unknownResultsNeitherCountNorRestartTheCount() {
        result = ProbeResult.failed("");
        worker(ProbeKind.LIVENESS, 1, 2).start(Duration.ZERO, Duration.ZERO);
        timer.advance(Duration.ZERO);
        result = ProbeResult.unknown("busy");
        timer.advance(Duration.ofSeconds(10));
        result = ProbeResult.failed("");
        timer.advance(Duration.ofSeconds(10));
        assertEquals(List.of("unknown: busy", "false"), reports);
    }

    @Test
    void initialDelayAndJitterComeFirst() {
        Probe probe = new Probe(TCP, "1", Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(1), 1, 1);
        worker(ProbeKind.LIVENESS, probe).start(Duration.ofSeconds(1), Duration.ofSeconds(2));
        timer.advance(Duration.ofMillis(5999));
        assertEquals(0, attempts);
        timer.advance(Duration.ofMillis(1));
        assertEquals(1, attempts);
    }

    @Test
    void aStoppedWorkerNeitherProbesNorReports() {
        result = ProbeResult.failed("");
        ProbeWorker worker = worker(ProbeKind.LIVENESS, 1, 1);
        worker.start(Duration.ZERO, Duration.ofSeconds(1));
        worker.stop();
        timer.advance(Duration.ofMinutes(1));
        assertEquals(List.of(), reports);
        assertEquals(0, attempts);
    }
}
