package com.nae.learning.errors;

/**
 * A message without what differs from one occurrence to the next: numbers, hex, ids, paths and quoted words become
 * {@code *}. One pass without regular expressions, since it runs on every issue.
 */
final class MessageTemplate {
    /** Longer messages are cut, so that the cost is bounded. */
    private static final int LONGEST = 300;

    private MessageTemplate() {}

    static String of(String message) {
        String text = message.length() > LONGEST ? message.substring(0, LONGEST) : message;
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\'' || c == '"') {
                int end = text.indexOf(c, i + 1);
                out.append(end < 0 ? String.valueOf(c) : "*");
                i = end < 0 ? i + 1 : end + 1;
            } else if (Character.isWhitespace(c)) {
                out.append(' ');
                i++;
            } else {
                int end = wordEnd(text, i);
                out.append(masked(text, i, end) ? "*" : text.substring(i, end));
                i = end;
            }
        }
        return out.toString().strip();
    }

    private static int wordEnd(String text, int from) {
        int end = from + 1;
        while (end < text.length()
                && !Character.isWhitespace(text.charAt(end))
                && "'\",;()[]{}=".indexOf(text.charAt(end)) < 0
                && "'\",;()[]{}=".indexOf(text.charAt(from)) < 0) {
            end++;
        }
        return end;
    }

    /** Whether a word varies: it holds a digit, or is a path. */
    private static boolean masked(String text, int from, int end) {
        boolean digit = false;
        int slashes = 0;
        for (int i = from; i < end; i++) {
            digit |= Character.isDigit(text.charAt(i));
            slashes += text.charAt(i) == '/' ? 1 : 0;
        }
        return digit || slashes > 1;
    }
}
