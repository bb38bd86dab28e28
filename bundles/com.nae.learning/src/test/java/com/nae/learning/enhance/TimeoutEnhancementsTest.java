package com.nae.learning.enhance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.learning.Enhancement;
import com.nae.api.learning.Enhancement.Proposal;
import com.nae.api.learning.InstanceProfile;
import com.nae.api.learning.InstanceProfile.Range;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Means;
import com.nae.api.process.ProcessDefinition.Probe;
import com.nae.learning.FakeRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Time limits of probes and starts, learned from how long answers and starts take. */
class TimeoutEnhancementsTest {
    private static final InstanceId ID = InstanceId.parse("trader@live");
    private final FakeRuntime.Tuned processes = new FakeRuntime.Tuned();
    private final Enhancement probe = new ProbeTimeoutEnhancement(processes.adjustments());
    private final Enhancement start = new StartTimeoutEnhancement(processes.adjustments());

    @Test
    void aProbeThatIsAnsweredSlowlyGetsTheTimeItNeeds() {
        Proposal p = probe.propose(seen("probe", 0.9, 500, 1)).orElseThrow();
        assertEquals("1000 ms", p.from());
        assertEquals("4000 ms", p.to());
        assertEquals("one answer in a hundred takes more than 0.90 s", p.reason());
        double before = probe.figure(p, seen("probe", 0.9, 500, 1)).orElseThrow();
        assertTrue(probe.apply(p));
        assertEquals(Optional.of(Duration.ofSeconds(4)), processes.tuning().probeTimeout());
        assertTrue(probe.worthwhile(
                before, probe.figure(p, seen("probe", 0.9, 600, 1)).orElseThrow()));
        assertEquals(
                p.to(), probe.propose(seen("probe", 1.1, 700, 1)).orElseThrow().to(), "it is kept while it fits");
        probe.withdraw(p);
        assertEquals(Optional.empty(), processes.tuning().probeTimeout());
    }

    @Test
    void aTimeoutFarAboveAllAnswersIsShortenedAndWithdrawnWhereItCutsThemOff() {
        Proposal p = probe.propose(seen("probe", 0.05, 500, 30)).orElseThrow();
        assertEquals("1000 ms", p.to());
        assertEquals("a hang is detected sooner", p.expected());
        double before = probe.figure(p, seen("probe", 0.05, 500, 30)).orElseThrow();
        probe.apply(p);
        assertTrue(probe.worthwhile(
                before, probe.figure(p, seen("probe", 0.05, 600, 30)).orElseThrow()));
        assertFalse(probe.worthwhile(
                before, probe.figure(p, seen("probe", 1.0, 700, 30)).orElseThrow()));
    }

    @Test
    void noTimeoutIsProposedWithoutEnoughDataOrNeed() {
        assertEquals(Optional.empty(), probe.propose(seen("probe", 0.9, 20, 1)));
        assertEquals(Optional.empty(), probe.propose(seen("probe", 0.3, 500, 1)));
        assertEquals(
                Optional.empty(),
                probe.propose(observed(FakeRuntime.definition("trader", ID.mode()), "probe", 0.9, 500)));
        assertEquals(
                Optional.empty(),
                start.propose(observed(FakeRuntime.definition("trader", ID.mode()), "start", 50, 50)));
    }

    @Test
    void aSlowStarterIsGivenItsTime() {
        Proposal p = start.propose(seen("start", 40, 9, 1)).orElseThrow();
        assertEquals("30000 ms", p.from());
        assertEquals("120000 ms", p.to());
        start.apply(p);
        assertEquals(Optional.of(Duration.ofMinutes(2)), processes.tuning().startTimeout());
        start.withdraw(p);
        assertEquals(Optional.empty(), processes.tuning().startTimeout());
    }

    @Test
    void noLimitGrowsWithoutEnd() {
        assertEquals(
                "600000 ms",
                start.propose(seen("start", 5000, 9, 1)).orElseThrow().to());
    }

    private static InstanceProfile seen(String what, double p99, long count, int timeout) {
        ProcessDefinition d = FakeRuntime.definition("trader", ID.mode());
        Probe asked = new Probe(
                Means.HTTP, "8080/health", Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(timeout), 1, 3);
        return observed(
                new ProcessDefinition(
                        d.name(),
                        d.mode(),
                        new ProcessDefinition.Execution(
                                d.command(), d.directory(), d.environment(), d.identity(), d.sdNotify()),
                        d.restart(),
                        d.stop(),
                        new ProcessDefinition.Start(
                                d.schedule(), d.dependsOn(), d.replicas(), d.autostart(), d.critical()),
                        new ProcessDefinition.Probes(Optional.of(asked), d.liveness()),
                        d.limits(),
                        d.log(),
                        d.healing(),
                        d.evidence(),
                        d.watch()),
                what,
                p99,
                count);
    }

    private static InstanceProfile observed(ProcessDefinition definition, String what, double p99, long count) {
        InstanceProfile o = FakeRuntime.stable(ID, Instant.parse("2026-11-22T12:00:00Z"));
        return new InstanceProfile(
                o.status(),
                definition,
                Map.of(what, new Range(p99 / 9, p99 / 3, p99 / 2, p99, count)),
                o.lastChange(),
                0,
                0,
                0,
                0,
                o.interval(),
                o.at());
    }
}
