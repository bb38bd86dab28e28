package com.nae.issues.fold;

/**
 * A text of several lines written into one with its line ends escaped, as in {@code stack="Traceback ...\n File
 * \"a.py\""}.
 */
public final class EscapedText {
    private static final String BREAK = "\\n";

    private EscapedText() {}

    public static boolean isIn(String line) {
        return line.contains(BREAK);
    }

    /** What stands before it and the text with its lines; without the quotes around it and what stands behind them. */
    public static String unescape(String line) {
        int open = open(line);
        StringBuilder text = new StringBuilder().append(line, 0, Math.max(0, open));
        char quote = open < 0 ? 0 : line.charAt(open);
        for (int i = open + 1; i < line.length() && line.charAt(i) != quote; i++) {
            boolean escape = line.charAt(i) == '\\' && i + 1 < line.length();
            i += escape ? 1 : 0;
            text.append(escape ? character(line.charAt(i)) : line.charAt(i));
        }
        return text.toString();
    }

    /** Whether it is the value of a key, {@code stack="..."}. */
    public static boolean isKeyValue(String line) {
        int open = open(line);
        return open > 1 && line.charAt(open - 1) == '=' && Character.isLetterOrDigit(line.charAt(open - 2));
    }

    private static int open(String line) {
        int at = line.indexOf(BREAK);
        int open = at;
        while (open >= 0 && !(opens(line, open) && !closed(line, open, at))) {
            open--;
        }
        return open;
    }

    /** A quote behind a mark that values stand behind, or at the beginning. */
    private static boolean opens(String line, int at) {
        boolean quote = line.charAt(at) == '"' || line.charAt(at) == '\'';
        return quote && (at == 0 || "= :([{,".indexOf(line.charAt(at - 1)) >= 0);
    }

    private static boolean closed(String line, int open, int to) {
        int close = line.indexOf(line.charAt(open), open + 1);
        while (close > 0 && line.charAt(close - 1) == '\\') {
            close = line.indexOf(line.charAt(open), close + 1);
        }
        return close > 0 && close < to;
    }

    private static char character(char escaped) {
        return switch (escaped) {
            case 'n', 'r' -> '\n';
            case 't' -> '\t';
            default -> escaped;
        };
    }
}
