package com.nae.healing.record;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The filter that masks secrets in text: values of variables that are named like a secret, passwords in URLs, and
 * tokens of a known form.
 */
public final class SecretMasker {
    private static final Pattern NAME = Pattern.compile(
            "(^|[_.-])(pass|passwords?|passwd|pwd|passphrase|secrets?|tokens?|credentials?|cookie|session"
                    + "|apikey|auth|dsn|pin)([_.-]|$)|(api|private|access|secret|"
                    + "signing|encryption)[_.-]?key|password|secret"
                    + "|(access|auth|refresh|session|csrf|id|bearer)token");
    /** {@code name = value}, {@code name: value} and their JSON forms. */
    private static final Pattern ASSIGNED =
            Pattern.compile("([A-Za-z_][\\w.-]{0,80})(['\"]?\\s*[=:]\\s*)(\"[^\"\\n]*\"|'[^'\\n]*'|[^\\s,;&)}\\]]+)");
    /** {@code --name value}. */
    private static final Pattern OPTION =
            Pattern.compile("(--?([A-Za-z][\\w-]{0,80})\\s+)(\"[^\"\\n]*\"|'[^'\\n]*'|[^\\s=:-]\\S*)");
    /** {@code scheme://user:password@host}. */
    private static final Pattern URL =
            Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]{1,20}://[^\\s/:@]{0,200}):[^\\s/@]{1,500}@");

    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic|token)(\\s+)[A-Za-z0-9._~+/=-]{8,}");
    /** Tokens with a known prefix: JSON Web Tokens, and keys of AWS, GitHub, Slack and others. */
    private static final Pattern KNOWN = Pattern.compile(
            "\\b(eyJ[\\w-]{8,}\\.[\\w.-]+|AKIA[0-9A-Z]{16}|gh[pousr]_\\w{20,}|xox[abpr]-[\\w-]{10,}|sk-[\\w-]{16,})");

    private static final String MASK = "***";
    /** A shorter value, such as a digit, occurs in texts that have nothing to do with it. */
    private static final int SHORTEST = 5;

    private SecretMasker() {}

    /** Whether a variable or key of this name holds a secret. */
    public static boolean named(String name) {
        return NAME.matcher(name.toLowerCase(Locale.ROOT)).find();
    }

    /** Replaces everything that looks like a secret by {@code ***}. */
    public static String mask(String text) {
        String masked = URL.matcher(text).replaceAll("$1:" + MASK + "@");
        masked = BEARER.matcher(masked).replaceAll("$1$2" + MASK);
        masked = KNOWN.matcher(masked).replaceAll(MASK);
        masked = OPTION.matcher(masked)
                .replaceAll(m -> Matcher.quoteReplacement(named(m.group(2)) ? m.group(1) + MASK : m.group()));
        return ASSIGNED.matcher(masked)
                .replaceAll(m -> Matcher.quoteReplacement(
                        named(m.group(1)) && !code(m.group(3)) ? m.group(1) + m.group(2) + MASK : m.group()));
    }

    /**
     * The values of the variables that are named like secrets. Values of fewer than {@value #SHORTEST} characters are
     * left out.
     */
    public static List<String> of(Map<String, String> variables) {
        return variables.entrySet().stream()
                .filter(v -> named(v.getKey()) && v.getValue().length() >= SHORTEST)
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Replaces these values by {@code ***}, wherever they occur in the text. */
    public static String without(List<String> values, String text) {
        String hidden = text;
        for (String value : values) {
            hidden = hidden.replace(value, MASK);
        }
        return hidden;
    }

    /** Whether an assigned value is an expression of source code, or masked already, so that it reveals nothing. */
    private static boolean code(String value) {
        return !value.matches("['\"].*") && (value.contains("(") || value.contains("["))
                || value.equals(MASK)
                || value.matches("None|null|true|false|True|False");
    }
}
