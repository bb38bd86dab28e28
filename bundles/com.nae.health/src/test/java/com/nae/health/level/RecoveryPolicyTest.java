package com.nae.health.level;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthLevel;
import com.nae.health.level.RecoveryPolicy.Action;
import com.nae.health.level.RecoveryPolicy.Input;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryPolicyTest {
    private static final int CHECKS = 3;

    private static Action act(Finding finding, int rounds, boolean critical, int restarts) {
        Hysteresis steady = new Hysteresis();
        for (int i = 0; i < rounds; i++) {
            steady.record(List.of(finding), CHECKS);
        }
        return RecoveryPolicy.decide(new Input(steady.findings(), steady, critical, CHECKS, restarts, 3))
                .act();
    }

    private static final Finding HUNG = Finding.of("queue", HealthLevel.UNHEALTHY, "nothing moves");
    private static final Finding GREEDY =
            Finding.of(SampleRules.MEMORY, HealthLevel.UNHEALTHY, "memory 2G above its limit of 1G");

    @Test
    void anUnhealthyOneIsWatchedThenRestartedThenEscalated() {
        assertEquals(Action.WATCH, act(HUNG, 1, false, 0), "on its way");
        assertEquals(Action.WATCH, act(HUNG, 3, false, 0));
        assertEquals(Action.RESTART, act(HUNG, 6, false, 0));
        assertEquals(Action.ESCALATE, act(HUNG, 6, false, 3));
    }

    @Test
    void aCriticalOneAndOneAboveItsLimitAreRestartedAtOnce() {
        assertEquals(Action.RESTART, act(HUNG, 3, true, 0));
        assertEquals(Action.WATCH, act(GREEDY, 2, false, 0));
        assertEquals(Action.RESTART, act(GREEDY, 3, false, 0));
    }

    @Test
    void whatARestartDoesNotCureIsLeftToWhoeverCan() {
        for (String check : List.of("errors", "state", "readiness", "liveness", "dependency")) {
            assertEquals(Action.WATCH, act(Finding.of(check, HealthLevel.UNHEALTHY, "bad"), 20, true, 0), check);
        }
        assertEquals(Action.WATCH, act(Finding.of("queue", HealthLevel.DEGRADED, "slow"), 20, true, 0));
        assertEquals(Action.NONE, act(Finding.unknown("queue", "cannot be asked"), 20, true, 0));
    }
}
