package com.nae.issues.scan;

import java.util.List;
import java.util.Locale;

/**
 * A masker of secrets in log lines: passwords in URLs, bearer tokens, and values whose name says that they are secret.
 * Its time is linear in the length of the line.
 */
public final class LogSecretMasker {
    private static final String MASK = "***";
    private static final List<String> NAMES = List.of(
            "password",
            "passwd",
            "pwd",
            "secret",
            "token",
            "api_key",
            "apikey",
            "api-key",
            "access_key",
            "private_key",
            "authorization",
            "credential");

    private LogSecretMasker() {}

    public static String mask(String line) {
        String text = line.contains("://") ? maskUrls(line) : line;
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.length() != text.length()) {
            return text;
        }
        text = maskAfter(text, lower, "bearer ");
        for (String name : NAMES) {
            lower = text.toLowerCase(Locale.ROOT);
            if (lower.contains(name)) {
                text = maskValues(text, lower, name);
            }
        }
        return text;
    }

    /** Masks the password between the first colon and the last {@code @} of the host part of each URL. */
    private static String maskUrls(String line) {
        StringBuilder out = new StringBuilder();
        int copied = 0;
        for (int at = line.indexOf("://"); at >= 0; at = line.indexOf("://", at + 3)) {
            int end = at + 3;
            int lastAt = -1;
            while (end < line.length() && " \t\"'<>/?#".indexOf(line.charAt(end)) < 0) {
                lastAt = line.charAt(end) == '@' ? end : lastAt;
                end++;
            }
            int colon = line.indexOf(':', at + 3);
            if (lastAt > 0 && colon > 0 && colon < lastAt) {
                out.append(line, copied, colon + 1).append(MASK);
                copied = lastAt;
            }
        }
        return out.append(line, copied, line.length()).toString();
    }

    private static String maskAfter(String text, String lower, String word) {
        int at = lower.indexOf(word);
        if (at < 0) {
            return text;
        }
        int from = at + word.length();
        int end = valueEnd(text, from);
        return end == from ? text : text.substring(0, from) + MASK + text.substring(end);
    }

    private static String maskValues(String text, String lower, String name) {
        StringBuilder out = new StringBuilder();
        int copied = 0;
        for (int at = lower.indexOf(name); at >= 0; at = lower.indexOf(name, at + name.length())) {
            int from = valueStart(text, at + name.length());
            int end = from < 0 || at < copied ? -1 : valueEnd(text, from);
            if (end > from && !text.startsWith(MASK, from)) {
                out.append(text, copied, from).append(MASK);
                copied = end;
            }
        }
        return out.append(text, copied, text.length()).toString();
    }

    /**
     * Returns where the value begins after {@code =}, {@code :}, {@code ": "} or {@code '=>'}; -1 if no value follows.
     */
    private static int valueStart(String text, int from) {
        int i = from;
        while (i < text.length() && i < from + 2 && "\"']".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        if (i >= text.length() || text.charAt(i) != '=' && text.charAt(i) != ':') {
            return -1;
        }
        i++;
        while (i < text.length() && i < from + 6 && " \"'".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        return i;
    }

    private static int valueEnd(String text, int from) {
        int end = from;
        while (end < text.length() && " \t\"',;&)}".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}
