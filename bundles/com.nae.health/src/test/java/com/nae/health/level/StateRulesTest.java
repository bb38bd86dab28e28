package com.nae.health.level;

import static com.nae.health.level.RuleFixture.ID;
import static com.nae.health.level.RuleFixture.NOW;
import static com.nae.health.level.RuleFixture.THRESHOLDS;
import static com.nae.health.level.RuleFixture.status;
import static com.nae.health.level.RuleFixture.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.health.DefinitionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StateRulesTest {
    private static ProcessStatus notReadyBecause(String reason) {
        return new ProcessStatus(
                ID,
                ProcessState.RUNNING,
                reason,
                NOW.minusSeconds(40),
                OptionalLong.of(1),
                Optional.of(NOW.minusSeconds(40)),
                0,
                Optional.empty(),
                false,
                false,
                Optional.empty());
    }

    private static List<String> stateFindings(
            ProcessState state, Duration ago, boolean ready, Integer exit, int failures) {
        return text(StateRules.findings(
                new InstanceSnapshot(
                        NOW,
                        status(state, ago, ready, exit),
                        Optional.of(DefinitionBuilder.of("trader").build()),
                        Optional.empty(),
                        failures,
                        Instant.MIN),
                THRESHOLDS));
    }

    @Test
    void aProgramThatRunsWasStoppedOrEndedWithSuccessIsHealthy() {
        assertEquals(List.of(), stateFindings(ProcessState.RUNNING, Duration.ofHours(1), true, null, 0));
        assertEquals(List.of(), stateFindings(ProcessState.STOPPED, Duration.ofHours(1), false, 1, 0));
        assertEquals(List.of(), stateFindings(ProcessState.EXITED, Duration.ofHours(1), false, 0, 0));
        assertEquals(List.of(), stateFindings(ProcessState.STARTING, Duration.ofSeconds(3), false, null, 0));
        assertEquals(
                List.of(),
                stateFindings(ProcessState.RUNNING, Duration.ofSeconds(3), false, null, 0),
                "not ready, but within the grace period");
    }

    @Test
    void aProgramThatKeepsFailingBecomesUnhealthy() {
        assertEquals(
                List.of("DEGRADED waiting to restart"),
                stateFindings(ProcessState.BACKOFF, Duration.ZERO, false, 1, 1));
        assertEquals(
                List.of("DEGRADED waiting to restart", "DEGRADED failed 3 times within 10 min"),
                stateFindings(ProcessState.BACKOFF, Duration.ZERO, false, 1, 3));
        assertEquals(
                List.of("UNHEALTHY waiting to restart", "DEGRADED failed 4 times within 10 min"),
                stateFindings(ProcessState.BACKOFF, Duration.ZERO, false, 1, 4));
    }

    @Test
    void everyOtherUnhealthyStateSaysWhatIsWrong() {
        assertEquals(
                List.of("UNHEALTHY does not stay up"), stateFindings(ProcessState.FATAL, Duration.ZERO, false, 1, 1));
        assertEquals(
                List.of("UNHEALTHY ended (exit code 2) and will not be restarted"),
                stateFindings(ProcessState.EXITED, Duration.ZERO, false, 2, 0));
        assertEquals(
                List.of("DEGRADED has been starting for 40 s"),
                stateFindings(ProcessState.STARTING, Duration.ofSeconds(40), false, null, 0));
        assertEquals(
                List.of("unknown no probe result yet"),
                stateFindings(ProcessState.RUNNING, Duration.ofSeconds(40), false, null, 0));
        assertEquals(
                List.of("UNHEALTHY not ready: 503"),
                text(StateRules.findings(
                        new InstanceSnapshot(
                                NOW,
                                notReadyBecause("not ready: 503"),
                                Optional.empty(),
                                Optional.empty(),
                                0,
                                Instant.MIN),
                        THRESHOLDS)));
        assertEquals(
                List.of("unknown cannot determine whether it is running"),
                stateFindings(ProcessState.UNKNOWN, Duration.ZERO, false, null, 0));
    }
}
