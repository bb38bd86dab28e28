package com.nae.learning.restart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.ChangeEvent;
import com.nae.api.learning.Forecast;
import com.nae.api.process.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestartPlannerTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final InstanceId LIVE = InstanceId.parse("trader@live");
    private static final InstanceId SECOND = InstanceId.parse("trader:1@live");
    private static final InstanceId SANDBOX = InstanceId.parse("trader@sandbox");
    private final FakeRestartOperations operations = new FakeRestartOperations();
    private final RestartPlanner planner =
            new RestartPlanner(operations, new RestartPlanner.Options(true, Duration.ofDays(1), Duration.ofMinutes(5)));

    @Test
    void aRestartIsAnnouncedForTheQuietestHourBeforeTheDeadline() {
        operations.quietHour = 15;
        planner.advance(List.of(forecast(LIVE, NOON.plusSeconds(8 * 3600), false)), NOON);
        assertEquals(1, planner.announcements().size());
        assertEquals(
                15,
                planner.announcements()
                        .get(0)
                        .at()
                        .atZone(java.time.ZoneOffset.UTC)
                        .getHour());
        assertEquals(List.of(), operations.restarted);
    }

    @Test
    void liveIsNotTouchedBeforeTheSandboxHasShownACleanRestart() {
        Forecast due = forecast(LIVE, NOON.plusSeconds(600), true);
        planner.advance(List.of(due), NOON);
        assertEquals(List.of(SANDBOX), operations.restarted);
        planner.advance(List.of(due), NOON.plusSeconds(30));
        assertEquals(List.of(SANDBOX), operations.restarted);
        operations.clean = true;
        planner.advance(List.of(due), NOON.plusSeconds(90));
        planner.advance(List.of(due), NOON.plusSeconds(91));
        assertEquals(List.of(SANDBOX, LIVE), operations.restarted);
        assertEquals(List.of(ChangeEvent.RESTARTED), operations.recorded);
    }

    @Test
    void aRehearsalThatIsNotCleanEndsIt() {
        Forecast due = forecast(LIVE, NOON.plusSeconds(600), true);
        planner.advance(List.of(due), NOON);
        planner.advance(List.of(due), NOON.plusSeconds(90));
        planner.advance(List.of(due), NOON.plusSeconds(95));
        assertEquals(List.of(SANDBOX), operations.restarted);
        assertEquals(
                "dropped: the restart of trader@sandbox was not clean",
                planner.pastRestarts().get(0).state());
    }

    @Test
    void withoutASandboxLiveIsLeftAlone() {
        operations.sandbox = Optional.empty();
        planner.advance(List.of(forecast(LIVE, NOON.plusSeconds(600), true)), NOON);
        assertEquals(List.of(), operations.restarted);
        assertTrue(planner.announcements().get(0).state().startsWith("waiting: no sandbox instance"));
    }

    @Test
    void replicasAreRestartedOneAfterTheOther() {
        operations.clean = true;
        operations.up = false;
        List<Forecast> due =
                List.of(forecast(LIVE, NOON.plusSeconds(600), true), forecast(SECOND, NOON.plusSeconds(500), true));
        planner.advance(due, NOON);
        planner.advance(due, NOON.plusSeconds(30));
        assertEquals(List.of(SECOND), operations.restarted);
        operations.up = true;
        planner.advance(due, NOON.plusSeconds(60));
        planner.advance(due, NOON.plusSeconds(60 + 301));
        planner.advance(due, NOON.plusSeconds(60 + 302));
        assertEquals(List.of(SECOND, LIVE), operations.restarted);
    }

    @Test
    void theEffectIsMeasuredAndAnInstanceIsRestartedOnceADay() {
        operations.clean = true;
        Forecast due = forecast(LIVE, NOON.plusSeconds(600), true);
        planner.advance(List.of(due), NOON);
        operations.value = 100;
        planner.advance(List.of(due), NOON.plusSeconds(30));
        planner.advance(List.of(due), NOON.plusSeconds(400));
        assertEquals(
                "helped: memory went from 950 B to 100 B",
                planner.pastRestarts().get(0).state());
        assertEquals(List.of(ChangeEvent.RESTARTED, ChangeEvent.PROVEN), operations.recorded);
        planner.advance(List.of(due), NOON.plusSeconds(3600));
        assertEquals(List.of(LIVE), operations.restarted);
        assertTrue(
                planner.announcements().get(0).state().contains("budget is spent until"),
                planner.announcements()::toString);
        planner.advance(List.of(forecast(LIVE, NOON.plusSeconds(90000), true)), NOON.plusSeconds(87000));
        planner.advance(List.of(forecast(LIVE, NOON.plusSeconds(87100), true)), NOON.plusSeconds(87001));
        assertEquals(2, operations.restarted.size());
    }

    @Test
    void aRestartThatDidNotHelpIsNotRepeatedForAWeek() {
        operations.clean = true;
        planner.advance(List.of(forecast(LIVE, NOON.plusSeconds(600), true)), NOON);
        planner.advance(List.of(forecast(LIVE, NOON.plusSeconds(600), true)), NOON.plusSeconds(30));
        planner.advance(List.of(forecast(LIVE, NOON.plusSeconds(600), true)), NOON.plusSeconds(400));
        assertTrue(planner.pastRestarts().get(0).state().startsWith("no help"));
        assertEquals(List.of(ChangeEvent.RESTARTED, ChangeEvent.FAILED), operations.recorded);
        Instant later = NOON.plus(Duration.ofDays(3));
        planner.advance(List.of(forecast(LIVE, later.plusSeconds(600), true)), later);
        assertEquals(1, operations.restarted.size());
    }

    @Test
    void neitherABlockerNorASpentBudgetIsOverridden() {
        operations.clean = true;
        operations.objection = Optional.of("a repair of it is under way");
        planner.advance(List.of(forecast(LIVE, NOON.plusSeconds(600), true)), NOON);
        operations.objection = Optional.empty();
        operations.budget = false;
        planner.advance(List.of(forecast(LIVE, NOON.plusSeconds(600), true)), NOON.plusSeconds(10));
        assertEquals(List.of(), operations.restarted);
        planner.configure(new RestartPlanner.Options(false, Duration.ofDays(1), Duration.ofMinutes(5)));
        planner.advance(List.of(forecast(LIVE, NOON.plusSeconds(600), true)), NOON.plusSeconds(20));
        assertEquals(List.of(), planner.announcements());
    }

    private static Forecast forecast(InstanceId id, Instant earliest, boolean due) {
        return new Forecast(
                Optional.of(id),
                "memory",
                950,
                1000,
                10,
                earliest.plusSeconds(60),
                earliest,
                earliest.plusSeconds(600),
                due,
                id + " leaks.");
    }
}
