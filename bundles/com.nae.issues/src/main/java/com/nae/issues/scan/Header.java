package com.nae.issues.scan;

/**
 * What stands before the message of a log record: time stamp, host, level, logger, thread, in whatever order. Read from bytes
 * without allocation; one object is used again for each line. Not thread-safe.
 */
public final class Header {
    private static final int TOKENS = 16;
    private static final int BYTES = 320;
    private static final int NONE = -1;

    private byte[] b;
    private int end;
    private Severity severity;
    private int levelEnd;
    private boolean stamped;
    private int words;

    /** Reads the header of one line; the line's bytes must not change while it is asked. */
    public Header read(byte[] bytes, int from, int to) {
        b = bytes;
        end = Math.min(to, from + BYTES);
        severity = Severity.NONE;
        levelEnd = NONE;
        stamped = false;
        words = 0;
        if (priority(from) || letterForm(from)) {
            return this;
        }
        int at = from;
        for (int n = 0; n < TOKENS && severity == Severity.NONE; n++) {
            at = skipBlanks(at);
            int stop = tokenEnd(at);
            if (stop == at || !token(at, stop, n)) {
                break;
            }
            at = stop;
        }
        return this;
    }

    public Severity severity() {
        return severity;
    }

    /** Whether it is the beginning of a log record: it names a time, or a level in capitals. */
    public boolean record() {
        return stamped || severity != Severity.NONE && b[levelEnd - 1] < 'a';
    }

    /** Where what follows the level begins; -1 where no level was read. */
    public int levelEnd() {
        return levelEnd;
    }

    private int skipBlanks(int at) {
        int i = at;
        while (i < end && (b[i] == ' ' || b[i] == '\t')) {
            i++;
        }
        return i;
    }

    /** Tokens end at blanks; {@code ERROR:root:} and {@code [a][b]} are looked into by {@link #token}. */
    private int tokenEnd(int at) {
        int i = at;
        while (i < end && b[i] != ' ' && b[i] != '\t' && b[i] != '\n' && b[i] != '\r') {
            i++;
        }
        return i;
    }

    /** Takes a token in; false where the message has begun. */
    private boolean token(int from, int to, int n) {
        if (level(from, to, n)) {
            return true;
        }
        if (digits(from, to)) {
            stamped |= Words.clock(b, from, to);
            return true;
        }
        if (!Words.letters(b, from, to) || Words.calendar(b, from, to)) {
            return true;
        }
        boolean structural = b[from] == '[' || keyedValue(from, to) || b[to - 1] == ',' && to - from == 2 || b[from] == '<' || b[from] == '(' || b[to - 1] == ']' || b[to - 1] == ':' || b[to - 1] == '|' || Words.dotted(b, from, to);
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
        stamped |= value < to && Words.digit(b[value]) && Words.clock(b, value, to);
        return i > from && i + 1 < to;
    }

    /** A level word: in capitals; or in small letters where punctuation sets it apart. */
    private boolean level(int from, int to, int n) {
        int i = from;
        while (i < to && severity == Severity.NONE) {
            while (i < to && !Words.letter(b[i])) {
                i++;
            }
            int start = i;
            while (i < to && Words.letter(b[i])) {
                i++;
            }
            if (i > start) {
                word(from, to, start, i, n);
            }
        }
        return severity != Severity.NONE;
    }

    private void word(int from, int to, int start, int stop, int n) {
        Severity found = Severity.of(b, start, stop);
        if (found == Severity.NONE || start > from && b[start - 1] == '.' || stop < to && (b[stop] == '.' || b[stop] == '/' || b[stop] == '(' || Words.digit(b[stop]))
                || start > from && (b[start - 1] == '/' || b[start - 1] == '_' || b[start - 1] == '-' || Words.digit(b[start - 1])) || stop < to && (b[stop] == '_' || b[stop] == '-')) {
            return;
        }
        if (start > from && b[start - 1] == '=' && !keyed(from, start - 1)) {
            return;
        }
        boolean capitals = b[start] < 'a' && b[stop - 1] < 'a';
        boolean apart = start > from && opens(b[start - 1]) || stop < to && closes(b[stop]) && !numeric(stop + 1);
        boolean bare = capitals && stop - start > 3 && start == from && stop == to && (n == 0 || stamped);
        boolean column = stamped && start == from && stop == to && wide(stop);
        if (apart && (n == 0 || stamped || capitals || start > from) || bare || column) {
            severity = found;
            levelEnd = stop;
        }
    }

    private static boolean opens(byte c) {
        return c == '[' || c == '<' || c == '=' || c == '"' || c == '|' || c == '(' || c == ':';
    }

    private static boolean closes(byte c) {
        return c == ']' || c == ':' || c == '>' || c == '|' || c == '[' || c == '"' || c == ')' || c == ',';
    }

    /** {@code error: 0} counts, it does not complain. */
    private boolean numeric(int at) {
        int i = skipBlanks(at);
        int j = i;
        while (j < end && Words.digit(b[j])) {
            j++;
        }
        return j > i && (j == end || b[j] == ' ' || b[j] == ',' || b[j] == '\n' || b[j] == ')' || b[j] == '%' || b[j] == '.' || b[j] == '/');
    }

    /** Whether a blank column follows, as in {@code error   message} or a tab. */
    private boolean wide(int stop) {
        return stop + 1 < end && (b[stop] == '\t' || b[stop + 1] == ' ' || b[stop + 1] == '|' || b[stop + 1] == '-');
    }

    /** Whether the word before {@code =} is a key of levels: {@code level lvl severity loglevel}. */
    private boolean keyed(int from, int equals) {
        int length = equals - from;
        return length >= 3 && length <= 9 && ((b[equals - 1] | 0x20) == 'l' || (b[equals - 1] | 0x20) == 'y' && (b[equals - 2] | 0x20) == 't');
    }

    /** {@code <11>}: the priority of syslog; its three low bits are the severity. */
    private boolean priority(int from) {
        int i = from + 1;
        int value = 0;
        if (from >= end || b[from] != '<') {
            return false;
        }
        while (i < end && i < from + 4 && Words.digit(b[i])) {
            value = value * 10 + b[i++] - '0';
        }
        if (i == from + 1 || i >= end || b[i] != '>' || value > 191) {
            return false;
        }
        int grave = value & 7;
        severity = grave <= 2 ? Severity.CRITICAL : grave == 3 ? Severity.ERROR : grave == 4 ? Severity.WARNING : Severity.INFO;
        levelEnd = i + 1;
        stamped = true;
        return true;
    }

    /** {@code E1122 09:00:00}, {@code E/Tag(}, {@code 11-22 09:00:00.000  1702  2395 E Tag:}. */
    private boolean letterForm(int from) {
        if (from + 6 < end && lettered(b[from]) && (glog(from) || b[from + 1] == '/' && Words.letter(b[from + 2]) && b[from + 2] != '/')) {
            return lettered(from);
        }
        int i = from;
        int numbers = 0;
        while (i < end && numbers < 4 && Words.digit(b[i])) {
            i = skipBlanks(tokenEnd(i));
            numbers++;
        }
        return numbers == 4 && i + 1 < end && b[i + 1] == ' ' && lettered(b[i]) && lettered(i);
    }

    private boolean glog(int from) {
        return Words.digit(b[from + 1]) && Words.digit(b[from + 2]) && Words.digit(b[from + 3]) && Words.digit(b[from + 4]) && b[from + 5] == ' ';
    }

    private static boolean lettered(byte c) {
        return c == 'E' || c == 'F' || c == 'W' || c == 'I' || c == 'D' || c == 'V';
    }

    private boolean lettered(int at) {
        severity = b[at] == 'E' ? Severity.ERROR : b[at] == 'F' ? Severity.CRITICAL : b[at] == 'W' ? Severity.WARNING : b[at] == 'I' ? Severity.INFO : Severity.DEBUG;
        levelEnd = at + 1;
        stamped = true;
        return true;
    }

    private boolean digits(int from, int to) {
        int i = from;
        while (i < to && (b[i] == '[' || b[i] == '(' || b[i] == '-' || b[i] == '#' || b[i] == '*')) {
            i++;
        }
        return i < to && Words.digit(b[i]);
    }
}
