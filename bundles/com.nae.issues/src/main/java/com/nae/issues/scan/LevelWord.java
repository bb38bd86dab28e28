package com.nae.issues.scan;

/**
 * Whether a word that names a level stands where a header has its level: in capitals, or in small letters where
 * punctuation sets it apart. One object is used again for each word; not thread-safe.
 */
final class LevelWord {
    private byte[] b;
    private int from;
    private int to;
    private int end;
    private int number;
    private boolean stamped;
    private boolean dotted;
    private boolean zoned;

    /** Looks into a token of a line. */
    LevelWord in(byte[] bytes, int tokenFrom, int tokenTo, int lineEnd) {
        b = bytes;
        from = tokenFrom;
        to = tokenTo;
        end = lineEnd;
        return this;
    }

    /**
     * @param behindName whether the token before is a name with dots; @param behindTime whether it is a time with a T
     */
    void at(int tokenNumber, boolean behindStamp, boolean behindName, boolean behindTime) {
        number = tokenNumber;
        stamped = behindStamp;
        dotted = behindName;
        zoned = behindTime;
    }

    boolean isLevel(Severity found, int start, int stop) {
        boolean capitals = b[start] < 'a' && b[stop - 1] < 'a';
        if (start > from && (joined(start, stop, capitals) || b[start - 1] == '=' && !keyed(start - 1))
                || stop < to && goesOn(stop, capitals)) {
            return false;
        }
        boolean apart = start > from && (opens(b[start - 1]) || b[start - 1] == '-')
                || stop < to && (closes(b[stop], capitals) && !counted(stop + 1) || b[stop] == '/');
        boolean alone = start == from && stop == to;
        boolean bare = alone
                && capitals
                && stop - start > 3
                && (number == 0 || stamped || dotted || number > 1 && dashed(start, stop));
        boolean column = alone
                && stamped
                && (wide(stop)
                        || zoned && (found == Severity.ERROR || stop - start == 5 && found == Severity.CRITICAL));
        return apart && (number == 0 || stamped || capitals || start > from) || bare || column;
    }

    /** Whether what stands right before makes it part of a name; not so in {@code local.ERROR:} and {@code |-ERROR}. */
    private boolean joined(int start, int stop, boolean capitals) {
        byte before = b[start - 1];
        boolean channel = before == '.' && capitals && stamped && stop < to && b[stop] == ':';
        boolean branch = before == '-' && start - 1 > from && b[start - 2] == '|';
        return !channel
                && !branch
                && (before == '.' || before == '/' || before == '_' || before == '-' || HeaderTokens.isDigit(before));
    }

    /** Whether what stands right behind makes it part of a name; not so in {@code ERROR/MainProcess]}. */
    private boolean goesOn(int stop, boolean capitals) {
        byte next = b[stop];
        return next == '.'
                || next == '('
                || next == '_'
                || next == '-'
                || HeaderTokens.isDigit(next)
                || next == '/' && !(capitals && stamped && b[to - 1] == ']');
    }

    /** {@code - ERROR -}. */
    private boolean dashed(int start, int stop) {
        return start > 1 && b[start - 1] == ' ' && b[start - 2] == '-' && isSpacedDash(b, stop, end);
    }

    /** A dash between blanks. */
    static boolean isSpacedDash(byte[] b, int at, int end) {
        return at + 2 < end && b[at] == ' ' && b[at + 1] == '-' && b[at + 2] == ' ';
    }

    private static boolean opens(byte c) {
        return c == '[' || c == '<' || c == '=' || c == '"' || c == '|' || c == '(' || c == ':' || c == ';';
    }

    private static boolean closes(byte c, boolean capitals) {
        return c == ']'
                || c == ':'
                || c == '>'
                || c == '|'
                || c == '['
                || c == '"'
                || c == ')'
                || (c == ',' || c == ';') && capitals;
    }

    /** {@code error: 0} counts, it does not complain. */
    private boolean counted(int at) {
        int i = HeaderTokens.skipBlanks(b, at, end);
        int j = i;
        while (j < end && HeaderTokens.isDigit(b[j])) {
            j++;
        }
        return j > i
                && (j == end
                        || b[j] == ' '
                        || b[j] == ','
                        || b[j] == '\n'
                        || b[j] == ')'
                        || b[j] == '%'
                        || b[j] == '.'
                        || b[j] == '/');
    }

    /** Whether a blank column follows, as in {@code error message} or a tab. */
    private boolean wide(int stop) {
        return stop + 1 < end && (b[stop] == '\t' || b[stop + 1] == ' ' || b[stop + 1] == '|' || b[stop + 1] == '-');
    }

    /** Whether the word before {@code =} is a key of levels: {@code level lvl severity loglevel}. */
    private boolean keyed(int equals) {
        int length = equals - from;
        return length >= 3
                && length <= 9
                && ((b[equals - 1] | 0x20) == 'l' || (b[equals - 1] | 0x20) == 'y' && (b[equals - 2] | 0x20) == 't');
    }
}
