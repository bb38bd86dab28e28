package com.nae.learning.restart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.api.healing.ChangeEvent;
import com.nae.api.learning.Forecast;
import com.nae.api.learning.PreemptiveRestart;
import com.nae.api.process.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The bounds between which a pre-emptive restart is announced, moved, made, dropped and counted as a help. */
class RestartPlannerBoundsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final InstanceId LIVE = InstanceId.parse("trader@live");
    private static final InstanceId SECOND = InstanceId.parse("trader:1@live");
    private static final InstanceId SANDBOX = InstanceId.parse("trader@sandbox");
    private final FakeRestartOperations operations = new FakeRestartOperations();
    private final RestartPlanner planner =
            new RestartPlanner(operations, new RestartPlanner.Options(true, Duration.ofDays(1), Duration.ofMinutes(5)));

    private void advance(Duration later, Forecast... forecasts) {
        planner.advance(List.of(forecasts), NOON.plus(later));
    }

    private static Forecast of(InstanceId id, String resource, double floor, Duration earliest, boolean due) {
        Instant at = NOON.plus(earliest);
        return new Forecast(
                Optional.of(id),
                resource,
                floor,
                1000,
                10,
                at.plusSeconds(60),
                at,
                at.plusSeconds(600),
                due,
                id + " leaks.");
    }

    private static Forecast due(Duration earliest) {
        return of(LIVE, "memory", 950, earliest, true);
    }

    private static Forecast early(Duration earliest) {
        return of(LIVE, "memory", 950, earliest, false);
    }

    private Instant plannedAt() {
        return planner.announcements().get(0).at();
    }

    private String last() {
        return planner.pastRestarts().get(0).state();
    }

    @Test
    void threeQuartersOfTheLimitAreAnnouncedAndLessIsNot() {
        advance(Duration.ZERO, of(LIVE, "memory", 749, Duration.ofHours(2), true));
        assertEquals(List.of(), planner.announcements());
        advance(Duration.ZERO, of(LIVE, "memory", 750, Duration.ofHours(2), true));
        assertEquals(1, planner.announcements().size());
    }

    @Test
    void aPlanEndsWithTheForecastOfItsInstanceAndResource() {
        advance(Duration.ZERO, early(Duration.ofHours(2)));
        advance(Duration.ZERO, of(SECOND, "memory", 950, Duration.ofHours(2), false));
        assertEquals(
                List.of(SECOND),
                planner.announcements().stream()
                        .map(PreemptiveRestart::instance)
                        .toList());
        advance(Duration.ZERO, of(SECOND, "files", 700, Duration.ofHours(2), false));
        assertEquals(List.of(), planner.announcements());
    }

    @Test
    void aPlanIsMovedOnlyWhenItsHourIsPastOrBehindTheDeadline() {
        advance(Duration.ZERO, early(Duration.ofHours(2)));
        assertEquals(NOON.plus(Duration.ofMinutes(105)), plannedAt());
        advance(Duration.ofMinutes(10), early(Duration.ofHours(8)));
        assertEquals(NOON.plus(Duration.ofMinutes(105)), plannedAt(), "it stays while it is before the deadline");
        advance(Duration.ofMinutes(10), early(Duration.ofHours(1)));
        assertEquals(NOON.plus(Duration.ofMinutes(45)), plannedAt(), "the deadline has come nearer");
        advance(Duration.ofMinutes(50), early(Duration.ofHours(4)));
        assertEquals(NOON.plus(Duration.ofMinutes(225)), plannedAt(), "its hour is past");
    }

    @Test
    void anHourIsQuieterOnlyWithLessThanFourFifthsOfTheLoad() {
        operations.quietHour = 13;
        operations.quietLoad = 40;
        advance(Duration.ZERO, early(Duration.ofHours(4)));
        assertEquals(NOON.plus(Duration.ofMinutes(225)), plannedAt());
        operations.quietLoad = 39;
        planner.advance(List.of(), NOON);
        advance(Duration.ZERO, early(Duration.ofHours(4)));
        assertEquals(NOON.plus(Duration.ofMinutes(105)), plannedAt());
    }

    @Test
    void aRestartThatIsDueWaitsForItsHourUnlessTheDeadlineIsNear() {
        operations.clean = true;
        advance(Duration.ZERO, due(Duration.ofMinutes(25)));
        assertEquals(List.of(), operations.restarted);
        assertEquals(
                "waiting: there is a quieter hour before the deadline",
                planner.announcements().get(0).state());
        advance(Duration.ofMinutes(9), due(Duration.ofMinutes(25)));
        assertEquals(List.of(), operations.restarted);
        advance(Duration.ofMinutes(10), due(Duration.ofMinutes(25)));
        assertEquals(List.of(LIVE), operations.restarted);
    }

    @Test
    void aDeadlineWithinAQuarterOfAnHourDoesNotWaitForTheQuieterHour() {
        operations.clean = true;
        advance(Duration.ZERO, due(Duration.ofMinutes(25)));
        advance(Duration.ZERO, due(Duration.ofMinutes(12)));
        assertEquals(List.of(LIVE), operations.restarted);
    }

    @Test
    void aProgramThatDoesNotStartAgainWithinAQuarterOfAnHourIsGivenUp() {
        operations.clean = true;
        operations.up = false;
        advance(Duration.ZERO, due(Duration.ofMinutes(10)));
        assertEquals(List.of(LIVE), operations.restarted);
        advance(Duration.ofMinutes(15), due(Duration.ofMinutes(10)));
        assertEquals(List.of(), planner.pastRestarts());
        advance(Duration.ofMinutes(15).plusMillis(1), due(Duration.ofMinutes(10)));
        assertEquals("dropped: it did not start again within 15 minutes", last());
    }

    @Test
    void aSandboxThatDoesNotStartAgainSparesLive() {
        operations.up = false;
        advance(Duration.ZERO, due(Duration.ofMinutes(10)));
        advance(Duration.ofMinutes(15), due(Duration.ofMinutes(10)));
        assertEquals(List.of(), planner.pastRestarts());
        advance(Duration.ofMinutes(15).plusMillis(1), due(Duration.ofMinutes(10)));
        assertEquals("dropped: trader@sandbox did not start again", last());
        assertEquals(List.of(SANDBOX), operations.restarted);
    }

    @Test
    void nineTenthsOfTheUseBeforeAreNoHelpAndLessIs() {
        operations.clean = true;
        operations.value = 1000;
        advance(Duration.ZERO, due(Duration.ofMinutes(10)));
        advance(Duration.ofSeconds(1), due(Duration.ofMinutes(10)));
        operations.value = 900;
        advance(Duration.ofSeconds(301), due(Duration.ofMinutes(10)));
        assertEquals(List.of(ChangeEvent.RESTARTED, ChangeEvent.FAILED), operations.recorded);
    }

    @Test
    void fiftyPastRestartsAreKept() {
        for (int day = 0; day < 51; day++) {
            Duration now = Duration.ofDays(2L * day);
            advance(now, due(now.plusMinutes(10)));
            advance(now.plusSeconds(90), due(now.plusMinutes(10)));
            assertEquals(Math.min(50, day + 1), planner.pastRestarts().size());
        }
    }
}
