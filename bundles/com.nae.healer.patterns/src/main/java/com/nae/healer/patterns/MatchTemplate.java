package com.nae.healer.patterns;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.nae.api.config.SettingsException;

/** The templates of a pattern: text that refers to named groups of a match, as in {@code ${port}}. */
final class MatchTemplate {
    private static final java.util.regex.Pattern GROUP = java.util.regex.Pattern.compile("\\$\\{([^}]*)\\}");
    /** The most characters of a group that are inserted. */
    private static final int LONGEST = 200;

    private MatchTemplate() {}

    /** Returns the template. @throws SettingsException if it names a group that the expression does not have */
    static String requireGroups(String key, String template, Pattern match) {
        GROUP.matcher(template)
                .results()
                .map(m -> m.group(1))
                .filter(g -> !match.namedGroups().containsKey(g))
                .findFirst()
                .ifPresent(g -> {
                    throw new SettingsException(key, "names the group '" + g + "', which match does not have");
                });
        return template;
    }

    /** Returns a text that must not contain anything from a log. @throws SettingsException if it refers to a group */
    static String requireConstant(String key, String text) {
        if (text.contains("${")) {
            throw new SettingsException(key, "must not hold anything out of the log");
        }
        return text;
    }

    /** Inserts the matched groups into the template. Empty parentheses are removed. */
    static String fill(String template, Matcher match) {
        return GROUP.matcher(template)
                .replaceAll(m -> java.util.regex.Matcher.quoteReplacement(clean(match.group(m.group(1)))))
                .replace(" ()", "");
    }

    /** Whether each group that the template names took part in the match. */
    static boolean isComplete(String template, Matcher match) {
        return GROUP.matcher(template).results().allMatch(m -> match.group(m.group(1)) != null);
    }

    /** A log is untrusted: control characters become blanks, and long text is cut off. */
    private static String clean(String text) {
        String plain = text == null ? "" : text.replaceAll("\\p{Cntrl}", " ");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    }
}
