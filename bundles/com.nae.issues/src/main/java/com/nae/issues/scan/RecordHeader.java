package com.nae.issues.scan;

/**
 * What stands before the message of a log record: time stamp, host, level, logger, thread, in whatever order. Read from
 * bytes without allocation; one object is used again for each line. Not thread-safe.
 */
public final class RecordHeader {
    private static final int TOKENS = 16;
    private static final int BYTES = 320;
    private static final int NONE = -1;

    private byte[] b;
    private int end;
    private Severity severity;
    private int levelEnd;
    private boolean stamped;
    private final LevelWord level = new LevelWord();
    private int words;
    private boolean leading;
    /** Of the word before: whether it is a name with dots, a time with a T, begins with a digit. */
    private boolean dotted;

    private boolean zoned;
    private boolean numeric;

    /** Reads the header of one line; the line's bytes must not change while it is asked. */
    public RecordHeader read(byte[] bytes, int from, int to) {
        b = bytes;
        end = Math.min(to, from + BYTES);
        severity = Severity.NONE;
        levelEnd = NONE;
        stamped = false;
        words = 0;
        leading = true;
        dotted = false;
        zoned = false;
        numeric = false;
        int at = behindName(priority(counted(from)));
        Severity carried = severity;
        int behindPriority = levelEnd;
        severity = Severity.NONE;
        int letter = LevelLetter.letterAt(b, at, end);
        if (letter < 0 || !lettered(letter)) {
            tokens(at);
        }
        if (severity == Severity.NONE) {
            severity = carried;
            levelEnd = behindPriority;
        }
        return this;
    }

    private void tokens(int from) {
        int at = from;
        for (int n = 0; n < TOKENS && severity == Severity.NONE; n++) {
            at = HeaderTokens.skipMark(b, HeaderTokens.skipBlanks(b, at, end), end);
            int stop = HeaderTokens.tokenEnd(b, at, end);
            if (stop == at || !token(at, stop, n)) {
                break;
            }
            leading &= n > 0
                    || stamped
                    || severity != Severity.NONE
                    || b[at] == '['
                    || b[at] == '<'
                    || digits(at, stop)
                    || HeaderTokens.isCalendarWord(b, at, stop)
                    || b[stop - 1] != ':';
            at = stop;
        }
    }

    public Severity severity() {
        return severity;
    }

    /** Whether it is the beginning of a log record: it names a time, or a level in capitals. */
    public boolean isRecord() {
        return stamped || severity != Severity.NONE && b[levelEnd - 1] < 'a';
    }

    /** Whether it begins as a log record does: not behind a name and a colon, as an exception does that quotes one. */
    public boolean startsRecord() {
        return isRecord() && leading;
    }

    /** Where what follows the level begins; -1 where no level was read. */
    public int levelEnd() {
        return levelEnd;
    }

    /** Takes a token in; false where the message has begun. */
    private boolean token(int from, int to, int n) {
        if (level(from, to, n) || letter(from, to, n)) {
            return true;
        }
        dotted = n == 0 && HeaderTokens.isQualifiedName(b, from, to);
        zoned = false;
        numeric = digits(from, to);
        if (numeric) {
            stamped |= HeaderTokens.isTimestamp(b, from, to);
            zoned = to - from > 18 && b[from + 10] == 'T';
            return true;
        }
        if (!HeaderTokens.hasLetter(b, from, to) || HeaderTokens.isCalendarWord(b, from, to)) {
            return true;
        }
        boolean structural = b[from] == '['
                || keyedValue(from, to)
                || b[to - 1] == ',' && to - from == 2
                || b[from] == '<'
                || b[from] == '('
                || b[to - 1] == ']'
                || n == 0 && LevelWord.isSpacedDash(b, to, end)
                || b[to - 1] == ':'
                || b[to - 1] == '|'
                || HeaderTokens.isQualifiedName(b, from, to);
        words += structural ? 0 : 1;
        return structural ? stamped || n < 2 : stamped && words <= 3;
    }

    /** {@code time="2026-11-22T09:00:00Z"} and the like; a time marks a record. */
    private boolean keyedValue(int from, int to) {
        int i = from;
        while (i < to && b[i] != '=') {
            i++;
        }
        int value = i + 1 < to && b[i + 1] == '"' ? i + 2 : i + 1;
        stamped |= value < to && HeaderTokens.isDigit(b[value]) && HeaderTokens.isTimestamp(b, value, to);
        return i > from && i + 1 < to;
    }

    /** A level word: in capitals; or in small letters where punctuation sets it apart. */
    private boolean level(int from, int to, int n) {
        level.in(b, from, to, end).at(n, stamped, dotted, zoned);
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

    /** Behind the name of a writer and a bar, {@code web-1 | }. */
    private int behindName(int from) {
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

    /** Behind the number of bytes in front of a syslog message, {@code 87 <11>1}. */
    private int counted(int from) {
        int i = from;
        while (i < end && HeaderTokens.isDigit(b[i])) {
            i++;
        }
        return i > from && i + 1 < end && b[i] == ' ' && b[i + 1] == '<' ? i + 1 : from;
    }

    /**
     * {@code <11>}: the priority of syslog; its three low bits are the severity, unless the message names a level of
     * its own. Informational is what transports give to whatever is printed, so that one says nothing. Returns where
     * the rest begins.
     */
    private int priority(int from) {
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
        stamped = true;
        return i + 1;
    }

    /** A level by its letter: {@code E 2026-11-22}, {@code [E 261122 09:00:00}, {@code 09:00:00 E }. */
    private boolean letter(int from, int to, int n) {
        int at = b[from] == '[' ? from + 1 : from;
        boolean grave = to - at == 1 && (b[at] == 'E' || b[at] == 'F' || b[at] == 'C' && at > from);
        boolean leads = grave && n == 0 && to + 1 < end && HeaderTokens.isDigit(b[to + 1]);
        boolean dated = n == 0
                && to - at == 1
                && "CEFWIDTV".indexOf(b[at]) >= 0
                && to + 6 < end
                && HeaderTokens.isDigit(b[to + 1])
                && (b[to + 5] == '-' || b[to + 5] == '/');
        return (leads || dated || grave && stamped && numeric && at == from) && lettered(at);
    }

    private boolean lettered(int at) {
        severity = LevelLetter.severity(b[at]);
        levelEnd = at + 1;
        stamped = true;
        return true;
    }

    private boolean digits(int from, int to) {
        int i = from;
        while (i < to && (b[i] == '[' || b[i] == '(' || b[i] == '-' || b[i] == '#' || b[i] == '*')) {
            i++;
        }
        return i < to && HeaderTokens.isDigit(b[i]);
    }
}
