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

    private static Action action(Finding finding, int checks, boolean critical) {
        Hysteresis hysteresis = new Hysteresis();
        for (int i = 0; i < checks; i++) {
            hysteresis.record(List.of(finding), CHECKS);
        }
        return RecoveryPolicy.decide(new Input(hysteresis.findings(), hysteresis, critical, CHECKS))
                .action();
    }

    private static final Finding HUNG = Finding.of("queue", HealthLevel.UNHEALTHY, "nothing moves");
    private static final Finding GREEDY =
            Finding.of(SampleRules.MEMORY, HealthLevel.UNHEALTHY, "memory 2G above its limit of 1G");

    @Test
    void anUnhealthyInstanceIsWatchedThenRestarted() {
        assertEquals(Action.WATCH, action(HUNG, 1, false), "the level is about to change");
        assertEquals(Action.WATCH, action(HUNG, 3, false));
        assertEquals(Action.RESTART, action(HUNG, 6, false));
    }

    @Test
    void criticalInstancesAndThoseAboveALimitAreRestartedAtOnce() {
        assertEquals(Action.RESTART, action(HUNG, 3, true));
        assertEquals(Action.WATCH, action(GREEDY, 2, false));
        assertEquals(Action.RESTART, action(GREEDY, 3, false));
    }

    @Test
    void nothingIsRestartedWhereARestartDoesNotHelp() {
        for (String check : List.of("errors", "state", "readiness", "liveness", "dependency")) {
            assertEquals(Action.WATCH, action(Finding.of(check, HealthLevel.UNHEALTHY, "bad"), 20, true), check);
        }
        assertEquals(Action.WATCH, action(Finding.of("queue", HealthLevel.DEGRADED, "slow"), 20, true));
        assertEquals(Action.NONE, action(Finding.unknown("queue", "cannot be asked"), 20, true));
    }
}
