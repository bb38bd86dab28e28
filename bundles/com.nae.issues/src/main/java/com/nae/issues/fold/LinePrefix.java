package com.nae.issues.fold;

import java.util.Optional;

/**
 * What a transport or a logger puts before each line of one writer, learned from one line: compared character by
 * character, but digits of time stamps may differ. Container names, process ids and thread names must be the same.
 */
record LinePrefix(String text, boolean[] clock) {
    static final LinePrefix NONE = new LinePrefix("", new boolean[0]);
    private static final int LENGTH = 512;
    private static final int LABEL = 25;

    static LinePrefix of(String text) {
        if (text.isEmpty() || text.length() > LENGTH) {
            return NONE;
        }
        boolean[] clock = new boolean[text.length()];
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || " \t|[]()\"=".indexOf(text.charAt(i)) >= 0) {
                mark(text, from, i, clock);
                from = i + 1;
            }
        }
        return new LinePrefix(text, clock);
    }

    /**
     * A word counts as a time where it begins with a digit and has a mark of times or dates in it, or is a long number;
     * so does what counts lines or bytes: {@code seq="17"}, {@code 87 <11>1}; and TAI64N:
     * {@code @400000005f000001075bcd15}.
     */
    private static void mark(String text, int from, int to, boolean[] clock) {
        boolean marks = to - from >= 10
                || from > 1 && text.startsWith("=\"", from - 2)
                || from == 0 && text.startsWith(" <", to);
        for (int i = from; i < to; i++) {
            marks |= ":-/.,".indexOf(text.charAt(i)) >= 0;
        }
        boolean time = from < to && Character.isDigit(text.charAt(from)) && marks;
        boolean label = to - from == LABEL && text.startsWith("@4", from);
        for (int i = from; i < to; i++) {
            clock[i] = label && i > from || time && Character.isDigit(text.charAt(i));
        }
    }

    /** The line without this prefix; empty where it does not begin with it. */
    Optional<String> strip(String line) {
        if (text.isEmpty()) {
            return Optional.of(line);
        }
        int i = 0;
        int j = 0;
        while (i < text.length()) {
            if (j == line.length()) {
                return text.substring(i).isBlank() ? Optional.of("") : Optional.empty();
            }
            boolean digit = Character.digit(line.charAt(j), 16) >= 0;
            if (clock[i] && digit || text.charAt(i) == line.charAt(j)) {
                i++;
                j++;
            } else if (clock[i] && i > 0 && clock[i - 1]) {
                i++;
            } else if (digit && i > 0 && clock[i - 1]) {
                j++;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(line.substring(j));
    }
}
