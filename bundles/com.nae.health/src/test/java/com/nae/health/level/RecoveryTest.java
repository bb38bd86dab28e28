package com.nae.health.level;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.api.health.Finding;
import com.nae.api.health.Level;
import com.nae.health.level.Recovery.Act;
import com.nae.health.level.Recovery.Case;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static final int CHECKS = 3;

    private static Act act(Finding finding, int rounds, boolean critical, int restarts) {
        Steady steady = new Steady();
        for (int i = 0; i < rounds; i++) {
            steady.note(List.of(finding), CHECKS);
        }
        return Recovery.decide(new Case(steady.holding(), steady, critical, CHECKS, restarts, 3)).act();
    }

    private static final Finding HUNG = Finding.of("queue", Level.UNHEALTHY, "nothing moves");
    private static final Finding GREEDY = Finding.of(MeasureRules.MEMORY, Level.UNHEALTHY, "memory 2G above its limit of 1G");

    @Test
    void anUnhealthyOneIsWatchedThenRestartedThenEscalated() {
        assertEquals(Act.WATCH, act(HUNG, 1, false, 0), "on its way");
        assertEquals(Act.WATCH, act(HUNG, 3, false, 0));
        assertEquals(Act.RESTART, act(HUNG, 6, false, 0));
        assertEquals(Act.ESCALATE, act(HUNG, 6, false, 3));
    }

    @Test
    void aCriticalOneAndOneAboveItsLimitAreRestartedAtOnce() {
        assertEquals(Act.RESTART, act(HUNG, 3, true, 0));
        assertEquals(Act.WATCH, act(GREEDY, 2, false, 0));
        assertEquals(Act.RESTART, act(GREEDY, 3, false, 0));
    }

    @Test
    void whatARestartDoesNotCureIsLeftToWhoeverCan() {
        for (String check : List.of("errors", "state", "readiness", "liveness", "dependency")) {
            assertEquals(Act.WATCH, act(Finding.of(check, Level.UNHEALTHY, "bad"), 20, true, 0), check);
        }
        assertEquals(Act.WATCH, act(Finding.of("queue", Level.DEGRADED, "slow"), 20, true, 0));
        assertEquals(Act.NONE, act(Finding.unknown("queue", "cannot be asked"), 20, true, 0));
    }
}
