package com.nae.process.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nae.api.config.SettingsException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronExpressionTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** Sunday, 2026-11-22, unless the case says otherwise. */
    @ParameterizedTest
    @CsvFileSource(resources = "next-times.csv", delimiter = '|')
    void theNextTimeIsFound(String expression, LocalDateTime after, LocalDateTime next) {
        assertEquals(
                next.atZone(BERLIN), CronExpression.of("schedule", expression).next(after.atZone(BERLIN)));
    }

    /** Clocks go from 02:00 to 03:00 on 2026-03-29, and from 03:00 back to 02:00 on 2026-10-25. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 2 * * *   | 2026-03-28T03:00+01:00 | 2026-03-29T03:00+02:00",
                "30 2 * * *   | 2026-03-29T03:00+02:00 | 2026-03-30T02:30+02:00",
                "*/30 * * * * | 2026-03-29T01:30+01:00 | 2026-03-29T03:00+02:00",
                "30 2 * * *   | 2026-10-24T03:00+02:00 | 2026-10-25T02:30+02:00",
                "30 2 * * *   | 2026-10-25T02:30+02:00 | 2026-10-26T02:30+01:00",
                "*/30 * * * * | 2026-10-25T02:30+02:00 | 2026-10-25T02:00+01:00",
                "*/30 * * * * | 2026-10-25T02:30+01:00 | 2026-10-25T03:00+01:00",
                "0 3 * * *    | 2026-10-25T02:30+01:00 | 2026-10-25T03:00+01:00"
            })
    void aChangeOfClocksNeitherSkipsNorDoublesADailyRun(String expression, ZonedDateTime after, ZonedDateTime next) {
        assertEquals(
                next.toInstant(),
                CronExpression.of("schedule", expression)
                        .next(after.withZoneSameInstant(BERLIN))
                        .toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 13 *",
                "* * * * 8",
                "*/0 * * * *",
                "5/15 * * * *",
                "10-5 * * * *",
                "a * * * *",
                "1, * * * *",
                "-1 * * * *",
                "@reboot",
                "0 0 30 2 *",
                "0 0 31 2,4,6,9,11 *",
                "jan * * * *"
            })
    void anExpressionThatCannotBeReadOrNeverComesIsRefused(String expression) {
        assertEquals(
                "schedule",
                assertThrows(SettingsException.class, () -> CronExpression.of("schedule", expression))
                        .key());
    }

    @Test
    void aWeekdayOnALeapDayIsFoundYearsAhead() {
        var cron = CronExpression.of("schedule", "0 0 29 2 */6");
        assertEquals(
                LocalDateTime.of(2032, 2, 29, 0, 0).atZone(BERLIN),
                cron.next(LocalDateTime.of(2026, 1, 1, 0, 0).atZone(BERLIN)));
    }
}
