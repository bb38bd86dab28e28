package com.nae.issues.fold;

import com.nae.issues.scan.Severity;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A reader of the level in a JSON log record: the keys that hold one, its words and its numbers. */
final class JsonLevel {
    private static final Set<String> KEYS = Set.of(
            "level",
            "severity",
            "levelname",
            "lvl",
            "loglevel",
            "log.level",
            "level_name",
            "priority",
            "s",
            "@l",
            "severitytext");

    private static final Map<String, Severity> WORDS = Map.ofEntries(
            Map.entry("error", Severity.ERROR),
            Map.entry("err", Severity.ERROR),
            Map.entry("severe", Severity.ERROR),
            Map.entry("e", Severity.ERROR),
            Map.entry("eror", Severity.ERROR),
            Map.entry("fatal", Severity.CRITICAL),
            Map.entry("f", Severity.CRITICAL),
            Map.entry("critical", Severity.CRITICAL),
            Map.entry("crit", Severity.CRITICAL),
            Map.entry("alert", Severity.CRITICAL),
            Map.entry("panic", Severity.CRITICAL),
            Map.entry("dpanic", Severity.CRITICAL),
            Map.entry("emergency", Severity.CRITICAL),
            Map.entry("emerg", Severity.CRITICAL),
            Map.entry("warning", Severity.WARNING),
            Map.entry("warn", Severity.WARNING),
            Map.entry("w", Severity.WARNING),
            Map.entry("info", Severity.INFO),
            Map.entry("notice", Severity.INFO),
            Map.entry("i", Severity.INFO),
            Map.entry("debug", Severity.DEBUG),
            Map.entry("trace", Severity.DEBUG),
            Map.entry("d", Severity.DEBUG));

    private JsonLevel() {}

    /** Returns whether a key, in lower case, holds a level. */
    static boolean isKey(String key) {
        return KEYS.contains(key);
    }

    /** Returns the severity that a text names; empty if the text is no level. */
    static Optional<Severity> ofText(String key, String text) {
        return text.length() == 1 && Character.isDigit(text.charAt(0))
                ? Optional.of(priority(key, text.charAt(0) - '0'))
                : Optional.ofNullable(WORDS.get(text.toLowerCase(Locale.ROOT)));
    }

    /**
     * Returns the severity of a syslog priority. The systemd journal gives 5 or 6 to any output, so under
     * {@code priority} they mean NONE.
     */
    private static Severity priority(String name, int level) {
        return name.equals("priority") && (level == 5 || level == 6) ? Severity.NONE : syslog(level);
    }

    /** Returns the severity of a number: 0 to 7 as in syslog, 10 to 60 as in bunyan and pino. */
    static Severity ofNumber(int value) {
        return value < 8 ? syslog(value) : bunyan(value);
    }

    private static Severity bunyan(int value) {
        if (value < 10) {
            return Severity.NONE;
        }
        return switch (value / 10) {
            case 1, 2, 3 -> Severity.INFO;
            case 4 -> Severity.WARNING;
            case 5 -> Severity.ERROR;
            default -> Severity.CRITICAL;
        };
    }

    private static Severity syslog(int value) {
        return switch (value) {
            case 0, 1, 2 -> Severity.CRITICAL;
            case 3 -> Severity.ERROR;
            case 4 -> Severity.WARNING;
            default -> Severity.INFO;
        };
    }
}
