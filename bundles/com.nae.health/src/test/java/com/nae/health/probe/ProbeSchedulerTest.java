package com.nae.health.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.health.Finding;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition.Means;
import com.nae.api.process.ProcessState;
import com.nae.api.process.Tuning;
import com.nae.health.DefinitionBuilder;
import com.nae.health.FakeProcessManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProbeSchedulerTest {
    private static final InstanceId FEED = InstanceId.parse("feed@live");

    private final FakeProcessManager processes = new FakeProcessManager();
    private final ManualProbeTimer timer = new ManualProbeTimer();
    private final List<String> restarted = new ArrayList<>();
    private final ProbeScheduler scheduler =
            new ProbeScheduler(processes.roles(), timer, Runnable::run, (id, why) -> restarted.add(id + ": " + why));

    @BeforeEach
    void define() {
        processes.define(DefinitionBuilder.of("feed")
                .ready(DefinitionBuilder.probe(Means.LOG, "ready|up", 1, 3))
                .build());
    }

    private void running(long pid) {
        scheduler.reconcile(processes.put("feed@live", ProcessState.STARTING, pid, Instant.EPOCH), false);
    }

    @Test
    void aLogProbeReadsOnlyOutputSinceTheStart() {
        processes.output.append("ready, printed by the previous program\n");
        processes.logStart = processes.output.length();
        running(1);
        timer.advance(Duration.ofSeconds(20));
        assertEquals(List.of(), processes.calls);
        processes.output.append("warming\nnow up");
        timer.advance(Duration.ofSeconds(20));
        assertEquals(List.of("feed@live READINESS true: its log shows 'ready|up'"), processes.calls);
    }

    @Test
    void eachReplicaIsProbedWithItsOwnNumber() {
        InstanceId second = InstanceId.parse("feed:1@live");
        processes.define(DefinitionBuilder.of("feed")
                .ready(DefinitionBuilder.probe(Means.EXEC, "test '${NAE_REPLICA}' = 1", 1, 1))
                .build());
        scheduler.reconcile(processes.put("feed@live", ProcessState.STARTING, 1, Instant.EPOCH), false);
        scheduler.reconcile(processes.put("feed:1@live", ProcessState.STARTING, 2, Instant.EPOCH), false);
        timer.advance(Duration.ofMillis(10));
        assertEquals(List.of("feed:1@live READINESS true: test passed"), processes.calls);
        assertTrue(scheduler.takeSlowestSeconds(second).orElseThrow() > 0, "the response time is measured");
        assertTrue(scheduler.takeSlowestSeconds(second).isEmpty(), "since the last call");
    }

    @Test
    void aLearnedTimeoutAppliesAtOnce() {
        processes.define(DefinitionBuilder.of("feed")
                .live(DefinitionBuilder.probe(Means.EXEC, "sleep 0.3", 1, 1))
                .build());
        processes.tuning = Tuning.NONE.withProbeTimeout(Optional.of(Duration.ofMillis(50)));
        running(1);
        timer.advance(Duration.ofMillis(10));
        assertTrue(processes.calls.get(0).startsWith("feed@live LIVENESS false: "), processes.calls::toString);
    }

    @Test
    void aRestartForLivenessIsReportedOnceAndGivingUpIsNot() {
        processes.define(DefinitionBuilder.of("feed")
                .live(DefinitionBuilder.probe(Means.EXEC, "false", 1, 1))
                .build());
        for (ProcessState after : List.of(ProcessState.BACKOFF, ProcessState.FATAL)) {
            running(after.ordinal() + 1);
            timer.advance(Duration.ofSeconds(1));
            scheduler.reconcile(
                    processes.put("feed@live", ProcessState.STOPPING, after.ordinal() + 1, Instant.EPOCH), false);
            scheduler.reconcile(processes.put("feed@live", after, 0, Instant.EPOCH), false);
        }
        running(9);
        scheduler.reconcile(processes.put("feed@live", ProcessState.BACKOFF, 0, Instant.EPOCH), false);
        assertEquals(List.of("feed@live: false ended with exit code 1"), restarted);
    }

    @Test
    void outputTriggersALogProbe() {
        running(1);
        timer.advance(Duration.ofSeconds(60));
        processes.output.append("ready\n");
        scheduler.outputAvailable(FEED);
        timer.advance(Duration.ofMillis(60));
        assertEquals(
                "feed@live READINESS true: its log shows 'ready|up'", processes.calls.get(processes.calls.size() - 1));
    }

    @Test
    void aNewProgramGetsItsOwnWorkersAndAnExitStopsThem() {
        processes.define(DefinitionBuilder.of("feed")
                .live(DefinitionBuilder.probe(Means.EXEC, "/no/such/program", 1, 1))
                .build());
        running(1);
        timer.advance(Duration.ofSeconds(1));
        Finding finding = scheduler.findings(FEED).get(0);
        assertTrue(finding.level().isEmpty() && finding.reason().contains("/no/such/program"), finding.toString());
        running(2);
        assertEquals(List.of(), scheduler.findings(FEED), "nothing is known about the new program");
        scheduler.reconcile(processes.put("feed@live", ProcessState.BACKOFF, 0, Instant.EPOCH), false);
        assertTrue(timer.idle());
        assertEquals(List.of(), processes.calls, "a probe that cannot run reports nothing to the process manager");
    }

    @Test
    void aChangedDefinitionChangesTheProbesOfARunningProgram() {
        running(1);
        timer.advance(Duration.ofSeconds(1));
        processes.define(DefinitionBuilder.of("feed").build());
        scheduler.definitionChanged("feed");
        assertTrue(timer.idle());
    }

    @Test
    void anInvalidTargetIsReportedAsUnknown() {
        processes.define(DefinitionBuilder.of("feed")
                .ready(DefinitionBuilder.probe(Means.LOG, "(", 1, 1))
                .live(DefinitionBuilder.probe(Means.TCP, "nowhere", 1, 1))
                .build());
        running(1);
        timer.advance(Duration.ofSeconds(30));
        assertEquals(
                2,
                scheduler.findings(FEED).stream()
                        .filter(f -> f.level().isEmpty())
                        .count());
        assertEquals(List.of(), processes.calls);
    }
}
