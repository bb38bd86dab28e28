package com.nae.issues.scan;

/**
 * The header of a log record: time, host, level, logger and thread, in any order. It is read from bytes without
 * allocation. One object is reused for each line; not thread-safe.
 */
public final class RecordHeader {
    private static final int MAX_TOKENS = 16;
    private static final int MAX_BYTES = 320;
    private static final int NONE = -1;

    private byte[] b;
    private int end;
    private Severity severity;
    private int levelEnd;
    private boolean hasTimestamp;
    private final LevelWord level = new LevelWord();
    private int plainWords;
    private boolean leading;
    /** Whether the previous token is a qualified name. */
    private boolean afterName;

    /** Whether the previous token is a date and time with a T between them. */
    private boolean afterIsoTime;
    /** Whether the previous token begins with a digit. */
    private boolean afterNumber;

    /** Reads the header of one line. The bytes must not change until the last getter has been called. */
    public RecordHeader read(byte[] bytes, int from, int to) {
        b = bytes;
        end = Math.min(to, from + MAX_BYTES);
        severity = Severity.NONE;
        levelEnd = NONE;
        hasTimestamp = false;
        plainWords = 0;
        leading = true;
        afterName = false;
        afterIsoTime = false;
        afterNumber = false;
        int at = skipWriterName(readPriority(skipByteCount(from)));
        Severity prioritySeverity = severity;
        int priorityEnd = levelEnd;
        severity = Severity.NONE;
        int letter = LevelLetter.letterAt(b, at, end);
        if (letter < 0 || !setLevel(letter)) {
            readTokens(at);
        }
        if (severity == Severity.NONE) {
            severity = prioritySeverity;
            levelEnd = priorityEnd;
        }
        return this;
    }

    /** Reads tokens until the level is found or the message begins. */
    private void readTokens(int from) {
        int at = from;
        for (int n = 0; n < MAX_TOKENS && severity == Severity.NONE; n++) {
            at = HeaderTokens.skipByteOrderMark(b, HeaderTokens.skipBlanks(b, at, end), end);
            int stop = HeaderTokens.tokenEnd(b, at, end);
            if (stop == at || !readToken(at, stop, n)) {
                break;
            }
            leading &= n > 0
                    || hasTimestamp
                    || severity != Severity.NONE
                    || b[at] == '['
                    || b[at] == '<'
                    || startsWithDigit(at, stop)
                    || HeaderTokens.isCalendarWord(b, at, stop)
                    || b[stop - 1] != ':';
            at = stop;
        }
    }

    public Severity severity() {
        return severity;
    }

    /** Returns whether the line is a log record: it has a time, or a level in capitals. */
    public boolean isRecord() {
        return hasTimestamp || severity != Severity.NONE && b[levelEnd - 1] < 'a';
    }

    /**
     * Returns whether the line begins like a log record. An exception that quotes one does not: a name and a colon come
     * first.
     */
    public boolean startsRecord() {
        return isRecord() && leading;
    }

    /** Returns where the text after the level begins; -1 if no level was read. */
    public int levelEnd() {
        return levelEnd;
    }

    /** Reads one token; returns false if the message has begun. */
    private boolean readToken(int from, int to, int n) {
        if (readLevel(from, to, n) || readLetter(from, to, n)) {
            return true;
        }
        afterName = n == 0 && HeaderTokens.isQualifiedName(b, from, to);
        afterIsoTime = false;
        afterNumber = startsWithDigit(from, to);
        if (afterNumber) {
            hasTimestamp |= HeaderTokens.isTimestamp(b, from, to);
            afterIsoTime = to - from > 18 && b[from + 10] == 'T';
            return true;
        }
        if (!HeaderTokens.hasLetter(b, from, to) || HeaderTokens.isCalendarWord(b, from, to)) {
            return true;
        }
        boolean structural = b[from] == '['
                || readKeyValue(from, to)
                || b[to - 1] == ',' && to - from == 2
                || b[from] == '<'
                || b[from] == '('
                || b[to - 1] == ']'
                || n == 0 && LevelWord.isSpacedDash(b, to, end)
                || b[to - 1] == ':'
                || b[to - 1] == '|'
                || HeaderTokens.isQualifiedName(b, from, to);
        plainWords += structural ? 0 : 1;
        return structural ? hasTimestamp || n < 2 : hasTimestamp && plainWords <= 3;
    }

    /** Reads a key and value such as {@code time="2026-11-22T09:00:00Z"}. A time shows that the line is a record. */
    private boolean readKeyValue(int from, int to) {
        int i = from;
        while (i < to && b[i] != '=') {
            i++;
        }
        int value = i + 1 < to && b[i + 1] == '"' ? i + 2 : i + 1;
        hasTimestamp |= value < to && HeaderTokens.isDigit(b[value]) && HeaderTokens.isTimestamp(b, value, to);
        return i > from && i + 1 < to;
    }

    /** Reads a level as a word, see {@link LevelWord}. */
    private boolean readLevel(int from, int to, int n) {
        level.in(b, from, to, end).at(n, hasTimestamp, afterName, afterIsoTime);
        int i = from;
        while (i < to && severity == Severity.NONE) {
            while (i < to && !HeaderTokens.isLetter(b[i])) {
                i++;
            }
            int start = i;
            while (i < to && HeaderTokens.isLetter(b[i])) {
                i++;
            }
            Severity found = Severity.of(b, start, i);
            if (found != Severity.NONE && level.isLevel(found, start, i)) {
                severity = found;
                levelEnd = i;
            }
        }
        return severity != Severity.NONE;
    }

    /** Skips the name of a writer and a bar, {@code web-1 | }. */
    private int skipWriterName(int from) {
        int i = from;
        while (i < end
                && (HeaderTokens.isLetter(b[i])
                        || HeaderTokens.isDigit(b[i])
                        || b[i] == '_'
                        || b[i] == '-'
                        || b[i] == '.'
                        || b[i] == '|')) {
            i++;
        }
        int bar = HeaderTokens.skipBlanks(b, i, end);
        return i > from
                        && bar + 1 < end
                        && b[bar] == '|'
                        && b[bar + 1] == ' '
                        && HeaderTokens.hasLetter(b, from, i)
                        && !HeaderTokens.isTimestamp(b, from, i)
                        && Severity.of(b, from, i) == Severity.NONE
                ? bar + 2
                : from;
    }

    /** Skips the number of bytes before a syslog message, {@code 87 <11>1}. */
    private int skipByteCount(int from) {
        int i = from;
        while (i < end && HeaderTokens.isDigit(b[i])) {
            i++;
        }
        return i > from && i + 1 < end && b[i] == ' ' && b[i + 1] == '<' ? i + 1 : from;
    }

    /**
     * Reads a syslog priority, {@code <11>}. Its three low bits are the severity, unless the message names a level
     * itself.
     *
     * <p>Transports give the severity informational to any output, so it is ignored. Returns where the rest begins.
     */
    private int readPriority(int from) {
        int i = from + 1;
        int value = 0;
        while (from < end && b[from] == '<' && i < end && i < from + 4 && HeaderTokens.isDigit(b[i])) {
            value = value * 10 + b[i++] - '0';
        }
        if (i == from + 1 || i >= end || b[i] != '>' || value > 191) {
            return from;
        }
        severity = Severity.ofSyslog(value & 7);
        levelEnd = severity == Severity.NONE ? NONE : i + 1;
        hasTimestamp = true;
        return i + 1;
    }

    /** Reads a level as a letter: {@code E 2026-11-22}, {@code [E 261122 09:00:00} or {@code 09:00:00 E }. */
    private boolean readLetter(int from, int to, int n) {
        int at = b[from] == '[' ? from + 1 : from;
        boolean errorLetter = to - at == 1 && (b[at] == 'E' || b[at] == 'F' || b[at] == 'C' && at > from);
        boolean first = errorLetter && n == 0 && to + 1 < end && HeaderTokens.isDigit(b[to + 1]);
        boolean beforeDate = n == 0
                && to - at == 1
                && "CEFWIDTV".indexOf(b[at]) >= 0
                && to + 6 < end
                && HeaderTokens.isDigit(b[to + 1])
                && (b[to + 5] == '-' || b[to + 5] == '/');
        return (first || beforeDate || errorLetter && hasTimestamp && afterNumber && at == from) && setLevel(at);
    }

    private boolean setLevel(int at) {
        severity = LevelLetter.severity(b[at]);
        levelEnd = at + 1;
        hasTimestamp = true;
        return true;
    }

    private boolean startsWithDigit(int from, int to) {
        int i = from;
        while (i < to && (b[i] == '[' || b[i] == '(' || b[i] == '-' || b[i] == '#' || b[i] == '*')) {
            i++;
        }
        return i < to && HeaderTokens.isDigit(b[i]);
    }
}
