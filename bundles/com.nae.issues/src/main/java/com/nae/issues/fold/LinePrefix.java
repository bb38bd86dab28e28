package com.nae.issues.fold;

import java.util.Optional;

/**
 * The prefix that a transport or a logger puts before each line of one writer, learned from one line.
 *
 * <p>It is compared character by character, but digits of times may differ. Container names, process ids and thread
 * names must be the same.
 *
 * @param variable for each character, whether it belongs to a time or a counter
 */
record LinePrefix(String text, boolean[] variable) {
    static final LinePrefix NONE = new LinePrefix("", new boolean[0]);
    private static final int MAX_LENGTH = 512;
    private static final int TAI64N_LENGTH = 25;

    static LinePrefix of(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return NONE;
        }
        boolean[] variable = new boolean[text.length()];
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || " \t|[]()\"=".indexOf(text.charAt(i)) >= 0) {
                markVariable(text, from, i, variable);
                from = i + 1;
            }
        }
        return new LinePrefix(text, variable);
    }

    /**
     * Marks the variable characters of a word. It is a time if it begins with a digit and has a separator of times or
     * dates, or is a long number.
     *
     * <p>Counters of lines or bytes vary as well, {@code seq="17"} or {@code 87 <11>1}, and TAI64N labels,
     * {@code @400000005f000001075bcd15}.
     */
    private static void markVariable(String text, int from, int to, boolean[] variable) {
        boolean counter = to - from >= 10
                || from > 1 && text.startsWith("=\"", from - 2)
                || from == 0 && text.startsWith(" <", to);
        for (int i = from; i < to; i++) {
            counter |= ":-/.,".indexOf(text.charAt(i)) >= 0;
        }
        boolean time = from < to && Character.isDigit(text.charAt(from)) && counter;
        boolean tai64n = to - from == TAI64N_LENGTH && text.startsWith("@4", from);
        for (int i = from; i < to; i++) {
            variable[i] = tai64n && i > from || time && Character.isDigit(text.charAt(i));
        }
    }

    /** Returns the line without this prefix; empty if it does not begin with it. */
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
            if (variable[i] && digit || text.charAt(i) == line.charAt(j)) {
                i++;
                j++;
            } else if (variable[i] && i > 0 && variable[i - 1]) {
                i++;
            } else if (digit && i > 0 && variable[i - 1]) {
                j++;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(line.substring(j));
    }
}
