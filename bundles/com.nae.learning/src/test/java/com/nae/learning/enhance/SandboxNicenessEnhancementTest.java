package com.nae.learning.enhance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.health.HealthMonitor;
import com.nae.api.health.ResourceSample;
import com.nae.api.learning.Enhancement;
import com.nae.api.learning.Enhancement.Proposal;
import com.nae.api.learning.InstanceProfile;
import com.nae.api.process.InstanceId;
import com.nae.learning.FakeRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SandboxNicenessEnhancementTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final InstanceId SANDBOX = InstanceId.parse("trader@sandbox");
    private static final InstanceId LIVE = InstanceId.parse("trader@live");
    private final FakeRuntime.Tuned processes = new FakeRuntime.Tuned();
    private final Map<String, Object> health = new HashMap<>();
    private final Enhancement niceness = new SandboxNicenessEnhancement(
            processes.manager(), processes.adjustments(), FakeRuntime.answering(HealthMonitor.class, health));

    @Test
    void aSandboxThatTakesMuchOfABusyMachineWaitsBehindLive() {
        processes.setRunning(List.of(FakeRuntime.running(LIVE, NOW), FakeRuntime.running(SANDBOX, NOW)));
        sandboxUses(80);
        Proposal p = niceness.propose(observed(SANDBOX, 0.95)).orElseThrow();
        double before = niceness.figure(p, observed(SANDBOX, 0.95)).orElseThrow();
        assertTrue(niceness.apply(p));
        assertEquals(OptionalInt.of(10), processes.tuning().nice());
        sandboxUses(30);
        assertTrue(niceness.worthwhile(
                before, niceness.figure(p, observed(SANDBOX, 0.95)).orElseThrow()));
        assertEquals(
                p.to(),
                niceness.propose(observed(SANDBOX, 0.7)).orElseThrow().to(),
                "it is kept until the machine is calm");
        assertEquals(Optional.empty(), niceness.propose(observed(SANDBOX, 0.5)));
        niceness.withdraw(p);
        assertEquals(OptionalInt.empty(), processes.tuning().nice());
    }

    @Test
    void thePriorityOfLiveOnAnIdleMachineOrOfAnUnimportantSandboxIsNotTouched() {
        processes.setRunning(List.of(FakeRuntime.running(LIVE, NOW), FakeRuntime.running(SANDBOX, NOW)));
        sandboxUses(80);
        assertEquals(Optional.empty(), niceness.propose(observed(LIVE, 0.95)));
        assertEquals(Optional.empty(), niceness.propose(observed(SANDBOX, 0.6)));
        sandboxUses(5);
        assertEquals(Optional.empty(), niceness.propose(observed(SANDBOX, 0.95)));
        sandboxUses(80);
        processes.setRunning(List.of(FakeRuntime.running(SANDBOX, NOW)));
        assertEquals(Optional.empty(), niceness.propose(observed(SANDBOX, 0.95)));
    }

    private void sandboxUses(double cpu) {
        health.put(
                "sample",
                Optional.of(new ResourceSample(
                        SANDBOX,
                        NOW,
                        OptionalDouble.of(cpu),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        1,
                        Duration.ofHours(1),
                        0,
                        OptionalDouble.empty(),
                        Optional.empty(),
                        OptionalDouble.empty())));
    }

    private static InstanceProfile observed(InstanceId id, double load) {
        InstanceProfile o = FakeRuntime.stable(id, NOW);
        return new InstanceProfile(
                o.status(), o.definition(), Map.of(), o.lastChange(), 0, 0, 0, load, o.interval(), o.at());
    }
}
