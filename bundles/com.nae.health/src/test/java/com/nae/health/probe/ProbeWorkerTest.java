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
    private final List<String> news = new ArrayList<>();
    private ProbeResult answer = ProbeResult.passed("");
    private int asked;

    private ProbeWorker worker(ProbeKind kind, int successes, int failures) {
        Probe probe = DefinitionBuilder.probe(TCP, "1", successes, failures);
        return worker(kind, probe);
    }

    private ProbeWorker worker(ProbeKind kind, Probe probe) {
        ProbeHandler means = timeout -> {
            asked++;
            if (answer.is(ProbeResult.Outcome.UNKNOWN)) {
                throw new IOException(answer.detail());
            }
            return answer;
        };
        return new ProbeWorker(
                kind,
                probe,
                means,
                timer,
                Runnable::run,
                n -> news.add(n.passed().map(String::valueOf).orElse("unknown: " + n.detail())));
    }

    @Test
    void readinessOfAStartingProgramIsSeenLongBeforeAPeriodHasGone() {
        answer = ProbeResult.failed("");
        worker(ProbeKind.READINESS, 1, 3).start(Duration.ZERO, Duration.ZERO);
        timer.advance(Duration.ofMillis(500));
        answer = ProbeResult.passed("");
        timer.advance(Duration.ofMillis(500));
        assertEquals(List.of("true"), news);
    }

    @Test
    void fastTriesDoNotUseUpTheFailureThreshold() {
        answer = ProbeResult.failed("");
        worker(ProbeKind.READINESS, 1, 3).start(Duration.ZERO, Duration.ZERO);
        timer.advance(Duration.ofSeconds(25));
        assertEquals(List.of(), news);
        timer.advance(Duration.ofSeconds(20));
        assertEquals(List.of("false"), news, "told once, so that people see why nothing goes on");
    }

    @Test
    void onlyCrossedThresholdsAreTold() {
        worker(ProbeKind.READINESS, 2, 2).start(Duration.ZERO, Duration.ZERO);
        timer.advance(Duration.ofSeconds(60));
        assertEquals(List.of("true"), news);
        answer = ProbeResult.failed("");
        timer.advance(Duration.ofSeconds(10));
        assertEquals(List.of("true"), news, "one failure of two");
        timer.advance(Duration.ofSeconds(10));
        assertEquals(List.of("true", "false"), news);
    }

    @Test
    void anAnswerInBetweenBeginsTheCountAgain() {
        worker(ProbeKind.LIVENESS, 1, 2).start(Duration.ZERO, Duration.ofSeconds(5));
        for (int i = 0; i < 10; i++) {
            answer = i % 2 == 0 ? ProbeResult.failed("") : ProbeResult.passed("");
            timer.advance(Duration.ofSeconds(10));
        }
        assertEquals(List.of(), news);
    }

    @Test
    void afterALivenessFailureTheProgramIsLeftAlone() {
        answer = ProbeResult.failed("");
        worker(ProbeKind.LIVENESS, 1, 3).start(Duration.ZERO, Duration.ZERO);
        timer.advance(Duration.ofMinutes(5));
        assertEquals(List.of("false"), news);
        assertEquals(3, asked, "on hold until a new program appears");
        assertTrue(timer.idle());
    }

    @Test
    void aProbeThatCannotRunSaysSoOnceAndNothingAboutTheProgram() {
        answer = ProbeResult.unknown("no such file");
        worker(ProbeKind.LIVENESS, 1, 1).start(Duration.ZERO, Duration.ZERO);
        timer.advance(Duration.ofMinutes(5));
        assertEquals(List.of("unknown: no such file"), news);
    }

    @Test
    void unknownAnswersNeitherCountNorBreakARun() {
        answer = ProbeResult.failed("");
        worker(ProbeKind.LIVENESS, 1, 2).start(Duration.ZERO, Duration.ZERO);
        timer.advance(Duration.ZERO);
        answer = ProbeResult.unknown("busy");
        timer.advance(Duration.ofSeconds(10));
        answer = ProbeResult.failed("");
        timer.advance(Duration.ofSeconds(10));
        assertEquals(List.of("unknown: busy", "false"), news);
    }

    @Test
    void initialDelayAndJitterComeFirst() {
        Probe probe = new Probe(TCP, "1", Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(1), 1, 1);
        worker(ProbeKind.LIVENESS, probe).start(Duration.ofSeconds(1), Duration.ofSeconds(2));
        timer.advance(Duration.ofMillis(5999));
        assertEquals(0, asked);
        timer.advance(Duration.ofMillis(1));
        assertEquals(1, asked);
    }

    @Test
    void anEndedWorkerAsksAndTellsNothingMore() {
        answer = ProbeResult.failed("");
        ProbeWorker worker = worker(ProbeKind.LIVENESS, 1, 1);
        worker.start(Duration.ZERO, Duration.ofSeconds(1));
        worker.stop();
        timer.advance(Duration.ofMinutes(1));
        assertEquals(List.of(), news);
        assertEquals(0, asked);
    }
}
