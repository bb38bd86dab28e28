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
    private boolean leading;
    /** Of the word before: whether it is a name with dots, a time with a T, begins with a digit. */
    private boolean dotted;
    private boolean zoned;
    private boolean numeric;

    /** Reads the header of one line; the line's bytes must not change while it is asked. */
    public Header read(byte[] bytes, int from, int to) {
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
        int at = behindName(priority(from));
        if (severity != Severity.NONE || letterForm(at)) {
            return this;
        }
        for (int n = 0; n < TOKENS && severity == Severity.NONE; n++) {
            at = skipBlanks(at);
            int stop = tokenEnd(at);
            if (stop == at || !token(at, stop, n)) {
                break;
            }
            leading &= n > 0 || stamped || severity != Severity.NONE || b[at] == '[' || b[at] == '<' || digits(at, stop) || Words.calendar(b, at, stop) || b[stop - 1] != ':';
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

    /** Whether it begins as a log record does: not behind a name and a colon, as an exception does that quotes one. */
    public boolean begins() {
        return record() && leading;
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
        if (level(from, to, n) || letter(from, to, n)) {
            return true;
        }
        dotted = n == 0 && Words.dotted(b, from, to);
        zoned = false;
        numeric = digits(from, to);
        if (numeric) {
            stamped |= Words.clock(b, from, to);
            zoned = to - from > 18 && b[from + 10] == 'T';
            return true;
        }
        if (!Words.letters(b, from, to) || Words.calendar(b, from, to)) {
            return true;
        }
        boolean structural = b[from] == '[' || keyedValue(from, to) || b[to - 1] == ',' && to - from == 2 || b[from] == '<' || b[from] == '(' || b[to - 1] == ']' || n == 0 && dash(to) || b[to - 1] == ':' || b[to - 1] == '|' || Words.dotted(b, from, to);
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
        boolean capitals = b[start] < 'a' && b[stop - 1] < 'a';
        if (found == Severity.NONE || start > from && joined(from, start, stop, to, capitals) || stop < to && goesOn(stop, to, capitals)
                || start > from && b[start - 1] == '=' && !keyed(from, start - 1)) {
            return;
        }
        boolean apart = start > from && (opens(b[start - 1]) || b[start - 1] == '-') || stop < to && (closes(b[stop], capitals) && !counted(stop + 1) || b[stop] == '/');
        boolean alone = start == from && stop == to;
        boolean bare = alone && capitals && stop - start > 3 && (n == 0 || stamped || dotted || n > 1 && dashed(start, stop));
        boolean column = alone && stamped && (wide(stop) || zoned && (found == Severity.ERROR || stop - start == 5 && found == Severity.CRITICAL));
        if (apart && (n == 0 || stamped || capitals || start > from) || bare || column) {
            severity = found;
            levelEnd = stop;
        }
    }

    /** Whether what stands right before makes it part of a name; not so in {@code local.ERROR:} and {@code |-ERROR}. */
    private boolean joined(int from, int start, int stop, int to, boolean capitals) {
        byte before = b[start - 1];
        boolean channel = before == '.' && capitals && stamped && stop < to && b[stop] == ':';
        boolean branch = before == '-' && start - 1 > from && b[start - 2] == '|';
        return !channel && !branch && (before == '.' || before == '/' || before == '_' || before == '-' || Words.digit(before));
    }

    /** Whether what stands right behind makes it part of a name; not so in {@code ERROR/MainProcess]}. */
    private boolean goesOn(int stop, int to, boolean capitals) {
        byte next = b[stop];
        return next == '.' || next == '(' || next == '_' || next == '-' || Words.digit(next) || next == '/' && !(capitals && stamped && b[to - 1] == ']');
    }

    /** {@code - ERROR -}. */
    private boolean dashed(int start, int stop) {
        return start > 1 && b[start - 1] == ' ' && b[start - 2] == '-' && dash(stop);
    }

    private boolean dash(int at) {
        return at + 2 < end && b[at] == ' ' && b[at + 1] == '-' && b[at + 2] == ' ';
    }

    /** Behind the name of a writer and a bar, {@code web-1  | }. */
    private int behindName(int from) {
        int i = from;
        while (i < end && (Words.letter(b[i]) || Words.digit(b[i]) || b[i] == '_' || b[i] == '-' || b[i] == '.' || b[i] == '|')) {
            i++;
        }
        int bar = skipBlanks(i);
        return i > from && bar + 1 < end && b[bar] == '|' && b[bar + 1] == ' ' && Words.letters(b, from, i) && !Words.clock(b, from, i) && Severity.of(b, from, i) == Severity.NONE ? bar + 2 : from;
    }

    private static boolean opens(byte c) {
        return c == '[' || c == '<' || c == '=' || c == '"' || c == '|' || c == '(' || c == ':';
    }

    private static boolean closes(byte c, boolean capitals) {
        return c == ']' || c == ':' || c == '>' || c == '|' || c == '[' || c == '"' || c == ')' || c == ',' && capitals;
    }

    /** {@code error: 0} counts, it does not complain. */
    private boolean counted(int at) {
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

    /**
     * {@code <11>}: the priority of syslog; its three low bits are the severity. Informational is what transports give to whatever is
     * printed, so that one says nothing. Returns where the rest begins.
     */
    private int priority(int from) {
        int i = from + 1;
        int value = 0;
        while (from < end && b[from] == '<' && i < end && i < from + 4 && Words.digit(b[i])) {
            value = value * 10 + b[i++] - '0';
        }
        if (i == from + 1 || i >= end || b[i] != '>' || value > 191) {
            return from;
        }
        int grave = value & 7;
        severity = grave <= 2 ? Severity.CRITICAL : grave == 3 ? Severity.ERROR : grave == 4 ? Severity.WARNING : grave == 7 ? Severity.DEBUG : Severity.NONE;
        levelEnd = severity == Severity.NONE ? NONE : i + 1;
        stamped = true;
        return i + 1;
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

    /** A level by its letter: {@code E 2026-11-22}, {@code [E 261122 09:00:00}, {@code 09:00:00 E }. */
    private boolean letter(int from, int to, int n) {
        int at = b[from] == '[' ? from + 1 : from;
        boolean known = to - at == 1 && (b[at] == 'E' || b[at] == 'F' || b[at] == 'C' && at > from);
        boolean leads = n == 0 && to + 1 < end && Words.digit(b[to + 1]);
        if (!known || !leads && !(stamped && numeric && at == from)) {
            return false;
        }
        severity = b[at] == 'E' ? Severity.ERROR : Severity.CRITICAL;
        levelEnd = at + 1;
        stamped = true;
        return true;
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
