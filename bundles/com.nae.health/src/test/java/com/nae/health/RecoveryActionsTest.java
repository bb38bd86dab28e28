package com.nae.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.health.HealthLevel;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecoveryActionsTest extends InstanceMonitorsFixture {
    @Test
    void aProgramAboveItsMemoryLimitIsCheckedMoreOftenAndRestartedAfterThreeChecks() {
        runRounds(2);
        table.put(20, 1, 500, 0);
        Instant first = now;
        runRounds(3);
        assertEquals(List.of("restart trader@live: memory 500B above its limit of 100B for 3 checks"), processes.calls);
        assertEquals(List.of("restarted trader@live: memory 500B above its limit of 100B for 3 checks"), log);
        assertTrue(Duration.between(first, now).compareTo(Duration.ofSeconds(30)) < 0, "three checks 5 s apart");
        assertEquals(HealthLevel.UNHEALTHY, report(TRADER).level());
    }

    @Test
    void restartsThatDoNotHelpEndInOneEscalation() {
        processes.budget = 3;
        table.put(20, 1, 500, 0);
        runRounds(40);
        assertEquals(4, processes.calls.size(), processes.calls.toString());
        assertEquals(
                "escalate trader@live: memory 500B above its limit of 100B for 3 checks; its budget of restarts and"
                        + " repairs is spent, so it is restarted slowly from now on, first in 5 min",
                processes.calls.get(3));
    }

    @Test
    void theOneBudgetOfRestartsAndRepairsIsRespected() {
        processes.budget = 0;
        table.put(20, 1, 500, 0);
        runRounds(10);
        assertEquals(1, processes.calls.size(), processes.calls.toString());
        assertTrue(processes.calls.get(0).startsWith("escalate trader@live"), processes.calls.get(0));
    }

    private ProcessStatus running(String reason) {
        return new ProcessStatus(
                TRADER,
                ProcessState.RUNNING,
                reason,
                now,
                OptionalLong.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                false,
                false,
                Optional.empty());
    }

    @Test
    void aKillByTheHardLimitIsRecordedOnceAndNothingElseIsTakenForOne() {
        RecoveryActions actions = new RecoveryActions(
                processes.roles(),
                () -> Optional.of(changeLog()),
                Optional::empty,
                new SlowRetries(data.resolve("slow-retries")));
        String reason = "killed by its memory_max of 200M";
        ProcessStatus status = running(reason);
        actions.memoryMaxKilled(new ProcessEvent(ProcessState.RUNNING, status, false, now));
        actions.memoryMaxKilled(new ProcessEvent(ProcessState.STOPPING, status, true, now));
        actions.memoryMaxKilled(new ProcessEvent(ProcessState.STARTING, status, false, now));
        ProcessStatus other = running("not ready: killed");
        actions.memoryMaxKilled(new ProcessEvent(ProcessState.RUNNING, other, false, now));
        assertEquals(List.of("restarted trader@live: killed by its memory_max of 200M"), log);
    }

    @Test
    void whileAFixIsTriedLevelsGetNoWorseAndNothingIsRestarted() {
        runRounds(2);
        monitors.setTrial(TRADER, true);
        table.put(20, 1, 500, 0);
        runRounds(10);
        assertEquals(HealthLevel.HEALTHY, report(TRADER).level());
        assertEquals(List.of(), processes.calls);
        monitors.setTrial(TRADER, false);
        runRounds(4);
        assertEquals(1, processes.calls.size());
    }

    @Test
    void eachSilenceOfAProgramIsReportedAsOneIssueWithItsLastLines() throws IOException {
        processes.define(
                DefinitionBuilder.of("feed").limits(0, 0, Duration.ofMinutes(5)).build());
        processes.output.append("waiting for the exchange\n");
        printedAt(now);
        runRounds(40);
        assertEquals(1, tracker.reports.size(), tracker.reports.toString());
        assertTrue(
                tracker.reports
                        .get(0)
                        .matches("feed@live Silence: no output for \\d min, longer than 5 min.* "
                                + "\\[waiting for the exchange]"),
                tracker.reports.get(0));
        assertEquals(HealthLevel.DEGRADED, report(FEED).level());
        printedAt(now);
        runRounds(4);
        assertEquals(HealthLevel.HEALTHY, report(FEED).level());
        runRounds(40);
        assertEquals(2, tracker.reports.size(), tracker.reports.toString());
        assertEquals(List.of(), processes.calls, "a restart would not help");
    }
}
