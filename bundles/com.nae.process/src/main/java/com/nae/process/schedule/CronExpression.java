package com.nae.process.schedule;

import com.nae.api.config.SettingsException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A cron expression of five fields, read as Vixie cron does: minute, hour, day of the month, month, day of the week (0
 * and 7 are Sunday), or a word such as {@code @daily}. Where neither day field begins with a star, either may match;
 * else both must.
 *
 * <p>When the clocks change, an expression with fixed hours runs once a day: at the first instant after the gap where
 * its time is skipped, and at the first of two where its time comes twice. One whose hour begins with a star runs at
 * every such instant.
 */
public final class CronExpression {
    private static final Map<String, String> WORDS = Map.of(
            "@hourly",
            "0 * * * *",
            "@daily",
            "0 0 * * *",
            "@midnight",
            "0 0 * * *",
            "@weekly",
            "0 0 * * 0",
            "@monthly",
            "0 0 1 * *",
            "@yearly",
            "0 0 1 1 *",
            "@annually",
            "0 0 1 1 *");
    /** The same date falls on the same weekday again within 28 years, or 40 over a century without a leap day. */
    private static final int HORIZON_YEARS = 41;

    private static final LocalDate LEAP_CYCLE = LocalDate.of(2000, 1, 1);

    private final CronField minute;
    private final CronField hour;
    private final CronField day;
    private final CronField month;
    private final CronField weekday;

    private CronExpression(List<CronField> fields) {
        minute = fields.get(0);
        hour = fields.get(1);
        day = fields.get(2);
        month = fields.get(3);
        weekday = fields.get(4);
    }

    /**
     * @param key named by errors
     * @throws SettingsException if it cannot be read, or matches no date
     */
    public static CronExpression of(String key, String expression) {
        String[] parts = WORDS.getOrDefault(expression, expression).split("\\s+");
        if (parts.length != CronField.Kind.values().length) {
            throw new SettingsException(
                    key,
                    "is '" + expression
                            + "', expected five fields (minute hour day month weekday)"
                            + " or one of @hourly @daily @weekly @monthly @yearly");
        }
        CronExpression cron = new CronExpression(Stream.of(CronField.Kind.values())
                .map(kind -> CronField.of(key, kind, parts[kind.ordinal()]))
                .toList());
        if (LEAP_CYCLE.datesUntil(LEAP_CYCLE.plusYears(HORIZON_YEARS)).noneMatch(cron::on)) {
            throw new SettingsException(key, "is '" + expression + "', a date that never comes");
        }
        return cron;
    }

    /** The first time after {@code after} that matches, in its zone. */
    public ZonedDateTime next(ZonedDateTime after) {
        ZoneId zone = after.getZone();
        LocalDate yesterday = after.toLocalDate().minusDays(1);
        return yesterday
                .datesUntil(yesterday.plusYears(HORIZON_YEARS))
                .filter(this::on)
                .map(date ->
                        times(date, zone).filter(after.toInstant()::isBefore).min(Comparator.naturalOrder()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow()
                .atZone(zone);
    }

    private boolean on(LocalDate date) {
        boolean dayMatches = day.has(date.getDayOfMonth());
        boolean weekdayMatches = weekday.has(
                date.getDayOfWeek() == DayOfWeek.SUNDAY
                        ? 0
                        : date.getDayOfWeek().getValue());
        boolean days = day.star() || weekday.star() ? dayMatches && weekdayMatches : dayMatches || weekdayMatches;
        return days && month.has(date.getMonthValue());
    }

    private Stream<Instant> times(LocalDate date, ZoneId zone) {
        return hour.values().stream()
                .boxed()
                .flatMap(h -> minute.values().stream().mapToObj(m -> date.atTime(h, m)))
                .flatMap(time -> instants(time, zone));
    }

    private Stream<Instant> instants(LocalDateTime time, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        if (offsets.isEmpty() && !hour.star()) {
            return Stream.of(zone.getRules().getTransition(time).getInstant());
        }
        return offsets.stream().limit(hour.star() ? offsets.size() : 1).map(time::toInstant);
    }
}
