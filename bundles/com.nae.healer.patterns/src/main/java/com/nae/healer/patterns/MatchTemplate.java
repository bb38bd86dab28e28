package com.nae.healer.patterns;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.nae.api.config.SettingsException;

/** Text with the named groups of a match in it, written {@code ${port}}. */
final class MatchTemplate {
    private static final java.util.regex.Pattern GROUP = java.util.regex.Pattern.compile("\\$\\{([^}]*)\\}");
    private static final int LONGEST = 200;

    private MatchTemplate() {}

    /** The template itself. @throws SettingsException if it names a group that the expression has not */
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

    /** The same for what must not hold anything out of a log. */
    static String requireConstant(String key, String text) {
        if (text.contains("${")) {
            throw new SettingsException(key, "must not hold anything out of the log");
        }
        return text;
    }

    /** The template with what was matched in it; parentheses around nothing are left out. */
    static String fill(String template, Matcher match) {
        return GROUP.matcher(template)
                .replaceAll(m -> java.util.regex.Matcher.quoteReplacement(clean(match.group(m.group(1)))))
                .replace(" ()", "");
    }

    /** Whether the match has something for each group that the template names. */
    static boolean isComplete(String template, Matcher match) {
        return GROUP.matcher(template).results().allMatch(m -> match.group(m.group(1)) != null);
    }

    private static String clean(String text) {
        String plain = text == null ? "" : text.replaceAll("\\p{Cntrl}", " ");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    }
}
