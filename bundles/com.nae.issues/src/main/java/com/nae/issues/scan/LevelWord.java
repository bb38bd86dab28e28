package com.nae.issues.scan;

/**
 * A test of whether a word that names a level is the level of its record. It is in capitals, or in lower case with
 * punctuation around it. One object is reused for each word; not thread-safe.
 */
final class LevelWord {
    private byte[] b;
    private int from;
    private int to;
    private int end;
    private int tokenIndex;
    private boolean afterTimestamp;
    private boolean afterName;
    private boolean afterIsoTime;

    /** Sets the token of a line to look at. */
    LevelWord in(byte[] bytes, int tokenFrom, int tokenTo, int lineEnd) {
        b = bytes;
        from = tokenFrom;
        to = tokenTo;
        end = lineEnd;
        return this;
    }

    /**
     * Sets the position of the token in its line.
     *
     * @param index how many tokens precede it
     * @param timestampBefore whether one of them is a time
     * @param nameBefore whether the previous one is a qualified name
     * @param isoTimeBefore whether the previous one is a date and time with a T between them
     */
    void at(int index, boolean timestampBefore, boolean nameBefore, boolean isoTimeBefore) {
        tokenIndex = index;
        afterTimestamp = timestampBefore;
        afterName = nameBefore;
        afterIsoTime = isoTimeBefore;
    }

    /** Returns whether the word from {@code start} to {@code stop} is the level of the record. */
    boolean isLevel(Severity found, int start, int stop) {
        boolean capitals = b[start] < 'a' && b[stop - 1] < 'a';
        if (start > from && (continuesName(start, stop, capitals) || b[start - 1] == '=' && !isLevelKey(start - 1))
                || stop < to && nameContinues(stop, capitals)) {
            return false;
        }
        boolean delimited = start > from && (isOpening(b[start - 1]) || b[start - 1] == '-')
                || stop < to && (isClosing(b[stop], capitals) && !isCount(stop + 1) || b[stop] == '/');
        boolean wholeToken = start == from && stop == to;
        boolean capitalWord = wholeToken
                && capitals
                && stop - start > 3
                && (tokenIndex == 0 || afterTimestamp || afterName || tokenIndex > 1 && isBetweenDashes(start, stop));
        boolean column = wholeToken
                && afterTimestamp
                && (isColumnEnd(stop)
                        || afterIsoTime
                                && (found == Severity.ERROR || stop - start == 5 && found == Severity.CRITICAL));
        return delimited && (tokenIndex == 0 || afterTimestamp || capitals || start > from) || capitalWord || column;
    }

    /**
     * Returns whether the character before makes the word part of a name. It does not in {@code local.ERROR:} and
     * {@code |-ERROR}.
     */
    private boolean continuesName(int start, int stop, boolean capitals) {
        byte before = b[start - 1];
        boolean channel = before == '.' && capitals && afterTimestamp && stop < to && b[stop] == ':';
        boolean branch = before == '-' && start - 1 > from && b[start - 2] == '|';
        return !channel
                && !branch
                && (before == '.' || before == '/' || before == '_' || before == '-' || HeaderTokens.isDigit(before));
    }

    /** Returns whether the character after makes the word part of a name. It does not in {@code ERROR/MainProcess]}. */
    private boolean nameContinues(int stop, boolean capitals) {
        byte next = b[stop];
        return next == '.'
                || next == '('
                || next == '_'
                || next == '-'
                || HeaderTokens.isDigit(next)
                || next == '/' && !(capitals && afterTimestamp && b[to - 1] == ']');
    }

    /** Returns whether the word stands between spaced dashes, {@code - ERROR -}. */
    private boolean isBetweenDashes(int start, int stop) {
        return start > 1 && b[start - 1] == ' ' && b[start - 2] == '-' && isSpacedDash(b, stop, end);
    }

    /** Returns whether a dash between blanks stands there. */
    static boolean isSpacedDash(byte[] b, int at, int end) {
        return at + 2 < end && b[at] == ' ' && b[at + 1] == '-' && b[at + 2] == ' ';
    }

    private static boolean isOpening(byte c) {
        return c == '[' || c == '<' || c == '=' || c == '"' || c == '|' || c == '(' || c == ':' || c == ';';
    }

    private static boolean isClosing(byte c, boolean capitals) {
        return c == ']'
                || c == ':'
                || c == '>'
                || c == '|'
                || c == '['
                || c == '"'
                || c == ')'
                || (c == ',' || c == ';') && capitals;
    }

    /** Returns whether a number follows, as in {@code error: 0}: a count of errors is no error. */
    private boolean isCount(int at) {
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

    /** Returns whether the column of the level ends here, with a tab or two separators. */
    private boolean isColumnEnd(int stop) {
        return stop + 1 < end && (b[stop] == '\t' || b[stop + 1] == ' ' || b[stop + 1] == '|' || b[stop + 1] == '-');
    }

    /**
     * Returns whether the word before {@code =} is a key of a level: {@code level}, {@code lvl}, {@code severity} or
     * {@code loglevel}.
     */
    private boolean isLevelKey(int equals) {
        int length = equals - from;
        return length >= 3
                && length <= 9
                && ((b[equals - 1] | 0x20) == 'l' || (b[equals - 1] | 0x20) == 'y' && (b[equals - 2] | 0x20) == 't');
    }
}
