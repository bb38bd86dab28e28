package com.nae.issues.fold;

/**
 * A text of several lines that is written as one line with escaped line ends, as in {@code stack="Traceback ...\ File
 * \\"a.py\\""}.
 */
public final class EscapedText {
    private static final String LINE_BREAK = "\\n";

    private EscapedText() {}

    /** Returns whether a line has an escaped line end. */
    public static boolean isIn(String line) {
        return line.contains(LINE_BREAK);
    }

    /**
     * Returns the text before the quoted value, followed by the value with real line ends. The quotes and the text
     * after them are left out.
     */
    public static String unescape(String line) {
        int openingQuote = openingQuote(line);
        StringBuilder text = new StringBuilder().append(line, 0, Math.max(0, openingQuote));
        char quote = openingQuote < 0 ? 0 : line.charAt(openingQuote);
        for (int i = openingQuote + 1; i < line.length() && line.charAt(i) != quote; i++) {
            boolean escape = line.charAt(i) == '\\' && i + 1 < line.length();
            i += escape ? 1 : 0;
            text.append(escape ? unescapeCharacter(line.charAt(i)) : line.charAt(i));
        }
        return text.toString();
    }

    /** Returns whether the escaped text is the value of a key, {@code stack="..."}. */
    public static boolean isKeyValue(String line) {
        int openingQuote = openingQuote(line);
        return openingQuote > 1
                && line.charAt(openingQuote - 1) == '='
                && Character.isLetterOrDigit(line.charAt(openingQuote - 2));
    }

    private static int openingQuote(String line) {
        int at = line.indexOf(LINE_BREAK);
        int openingQuote = at;
        while (openingQuote >= 0 && !(isOpeningQuote(line, openingQuote) && !isClosedBefore(line, openingQuote, at))) {
            openingQuote--;
        }
        return openingQuote;
    }

    /** Returns whether a quote opens a value: at the beginning, or after a character that precedes values. */
    private static boolean isOpeningQuote(String line, int at) {
        boolean quote = line.charAt(at) == '"' || line.charAt(at) == '\'';
        return quote && (at == 0 || "= :([{,".indexOf(line.charAt(at - 1)) >= 0);
    }

    private static boolean isClosedBefore(String line, int openingQuote, int to) {
        int close = line.indexOf(line.charAt(openingQuote), openingQuote + 1);
        while (close > 0 && line.charAt(close - 1) == '\\') {
            close = line.indexOf(line.charAt(openingQuote), close + 1);
        }
        return close > 0 && close < to;
    }

    private static char unescapeCharacter(char escaped) {
        return switch (escaped) {
            case 'n', 'r' -> '\n';
            case 't' -> '\t';
            default -> escaped;
        };
    }
}
