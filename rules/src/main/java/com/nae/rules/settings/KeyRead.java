package com.nae.rules.settings;

import com.nae.rules.source.Offender;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One place in the code that reads a key of a configuration file.
 *
 * @param key with {@code *} for what only the running program knows
 * @param owner the simple name of the class that reads it
 * @param type what the value is, such as {@code duration}; empty where the place does not say
 * @param standard the value where the file has none, as the file would write it; empty where the code does not say it
 *     in one expression
 * @param range the values that are taken, such as {@code 1 to 20}; empty where there are no bounds
 * @param place its file and line
 */
public record KeyRead(String key, String owner, String type, Optional<String> standard, String range, Offender place) {
    private static final Pattern COMPARABLE = Pattern.compile("-?[0-9.]+[a-zA-Z]*|true|false");
    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h|d)");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    /**
     * Whether a key as a README writes it, with {@code *}, {@code NAME} or {@code <name>} for what varies, is this one.
     */
    public boolean documentedAs(String written) {
        String pattern = written.replaceAll("<[a-z]+>|\\bNAME\\b", "*");
        return matches(pattern, key) || matches(key, pattern);
    }

    /**
     * Whether a README names another default. Only numbers, durations, sizes and flags are compared: others are
     * described in words.
     */
    public boolean contradicts(KeyTable.Row row) {
        boolean comparable =
                standard.filter(text -> COMPARABLE.matcher(text).matches()).isPresent();
        boolean stated =
                COMPARABLE.matcher(row.standard()).matches() && row.standard().matches("\\S+");
        return comparable
                && stated
                && !type.isEmpty()
                && !canonical(standard.orElse("")).equals(canonical(row.standard()));
    }

    /** Durations in milliseconds; the rest as it is. */
    private static String canonical(String value) {
        Matcher duration = DURATION.matcher(value);
        return duration.matches() ? Long.parseLong(duration.group(1)) * MILLIS.get(duration.group(2)) + "ms" : value;
    }

    private static boolean matches(String pattern, String text) {
        return text.matches(("\\Q" + pattern + "\\E").replace("*", "\\E.+\\Q"));
    }
}
