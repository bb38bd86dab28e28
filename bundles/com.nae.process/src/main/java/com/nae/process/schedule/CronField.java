package com.nae.process.schedule;

import com.nae.api.config.SettingsException;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * One field of a cron expression.
 *
 * @param values the numbers that match
 * @param star whether it begins with a star
 */
record CronField(BitSet values, boolean star) {
    /** The fields in their order, each with its bounds and the names of its values. */
    enum Kind {
        MINUTE(0, 59, List.of()),
        HOUR(0, 23, List.of()),
        DAY(1, 31, List.of()),
        MONTH(1, 12, List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
        WEEKDAY(0, 7, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));

        private final int min;
        private final int max;
        private final List<String> names;

        Kind(int min, int max, List<String> names) {
            this.min = min;
            this.max = max;
            this.names = names;
        }
    }

    static CronField of(String key, Kind kind, String text) {
        var values = new BitSet();
        for (String item : text.split(",", -1)) {
            new Parser(key, kind, text).item(item, values);
        }
        if (kind == Kind.WEEKDAY && values.get(kind.max)) {
            values.clear(kind.max);
            values.set(0);
        }
        return new CronField(values, text.startsWith("*"));
    }

    boolean has(int value) {
        return values.get(value);
    }

    private record Parser(String key, Kind kind, String field) {
        /** {@code *}, {@code 5}, {@code 1-5}, each of the ranges with a step {@code /n}. */
        void item(String item, BitSet values) {
            int slash = item.indexOf('/');
            String range = slash < 0 ? item : item.substring(0, slash);
            int dash = range.indexOf('-');
            boolean star = range.equals("*");
            if (slash >= 0 && dash < 0 && !star) {
                throw error("'" + item + "' has a step but no range");
            }
            int from = kind.min;
            int to = kind.max;
            if (!star) {
                from = number(dash < 0 ? range : range.substring(0, dash));
                to = dash < 0 ? from : upTo(range.substring(dash + 1), from);
            }
            if (to < from) {
                throw error("'" + range + "' runs backwards");
            }
            int step = slash < 0 ? 1 : step(item.substring(slash + 1));
            for (int value = from; value <= to; value += step) {
                values.set(value);
            }
        }

        /** Sunday may end a range of weekdays as well as begin one: {@code fri-sun}. */
        private int upTo(String text, int from) {
            int to = number(text);
            return kind == Kind.WEEKDAY && to == 0 && from > 0 ? kind.max : to;
        }

        private int step(String text) {
            int step = text.matches("\\d{1,2}") ? Integer.parseInt(text) : 0;
            if (step == 0) {
                throw error("step '" + text + "' is no number from 1");
            }
            return step;
        }

        private int number(String text) {
            int named = kind.names.indexOf(text.toLowerCase(Locale.ROOT));
            int value = named >= 0 ? named + kind.min : digits(text);
            if (value < kind.min || value > kind.max) {
                throw error("'" + text + "' is not from " + kind.min + " to " + kind.max);
            }
            return value;
        }

        private static int digits(String text) {
            return text.matches("\\d{1,2}") ? Integer.parseInt(text) : -1;
        }

        private SettingsException error(String reason) {
            return new SettingsException(
                    key, "has the " + kind.name().toLowerCase(Locale.ROOT) + " '" + field + "': " + reason);
        }
    }
}
