package com.nae.process.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nae.api.config.SettingsException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronExpressionTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** Sunday, 2026-11-22, unless the case says otherwise. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* * * * *            | 2026-11-22T10:00:30 | 2026-11-22T10:01",
                "* * * * *            | 2026-11-22T10:00    | 2026-11-22T10:01",
                "*/15 * * * *         | 2026-11-22T10:46    | 2026-11-22T11:00",
                "5,35 8-10 * * *      | 2026-11-22T10:36    | 2026-11-23T08:05",
                "0 9-17/4 * * *       | 2026-11-22T09:00    | 2026-11-22T13:00",
                "0 0 1 * *            | 2026-12-01T00:00    | 2027-01-01T00:00",
                "0 0 29 2 *           | 2026-11-22T00:00    | 2028-02-29T00:00",
                "0 0 29 FEB *         | 2096-03-01T00:00    | 2104-02-29T00:00",
                "0 12 * * 7           | 2026-11-22T13:00    | 2026-11-29T12:00",
                "0 12 * * 0           | 2026-11-22T11:00    | 2026-11-22T12:00",
                "0 12 * * Mon-Fri     | 2026-11-22T11:00    | 2026-11-23T12:00",
                "0 12 * * fri-sun     | 2026-11-22T13:00    | 2026-11-27T12:00",
                "0 0 13 * 5           | 2026-11-22T00:00    | 2026-11-27T00:00",
                "0 0 13 * 5           | 2026-12-12T00:00    | 2026-12-13T00:00",
                "0 0 */2 * 5          | 2026-11-22T00:00    | 2026-11-27T00:00",
                "0 0 1-31/2 * 5       | 2026-11-22T00:00    | 2026-11-23T00:00",
                "@hourly              | 2026-11-22T10:30    | 2026-11-22T11:00",
                "@daily               | 2026-11-22T10:30    | 2026-11-23T00:00",
                "@weekly              | 2026-11-22T10:30    | 2026-11-29T00:00",
                "@monthly             | 2026-11-22T10:30    | 2026-12-01T00:00",
                "@yearly              | 2026-11-22T10:30    | 2027-01-01T00:00",
                "59 23 31 12 *        | 2026-12-31T23:59    | 2027-12-31T23:59"
            })
    void comesNext(String expression, LocalDateTime after, LocalDateTime next) {
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
    void clocksThatChangeNeitherSkipNorDoubleADailyRun(String expression, ZonedDateTime after, ZonedDateTime next) {
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
    void refusesWhatCannotBeReadOrNeverComes(String expression) {
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
