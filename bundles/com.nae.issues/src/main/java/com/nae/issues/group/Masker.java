package com.nae.issues.group;

/**
 * Splits a line into words and punctuation and finds what varies by its looks alone: numbers, addresses, paths, quoted texts, values
 * behind {@code =}, times, and the host behind a syslog time stamp. Works on bytes, allocates nothing. One object is used again for
 * each line; not thread-safe.
 */
public final class Masker {
    static final int TOKENS = 64;
    static final long VARIES = 0x9e3779b97f4a7c15L;
    private static final long FNV = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final int HEAD = 80;
    private static final boolean[] ENDS = of(" \t,;()[]{}=\"'<>|");
    private static final boolean[] VALUE_ENDS = of(" \t,;)]}\"'>");
    /** Of a byte in a word: ends it; is no part of it where it stands last; may tell that the word varies. */
    private static final int BREAK = 1;
    private static final int TRAILING = 2;
    private static final int TELLING = 4;
    private static final byte[] KINDS = kinds();

    private final long[] tokens = new long[TOKENS];
    private final boolean[] words = new boolean[TOKENS];
    private int count;
    private int statics;
    private long template;
    private byte[] b;
    private int end;
    /** How much of a syslog time stamp has gone by: month, day, time. */
    private int stamp;

    private static boolean[] of(String chars) {
        boolean[] set = new boolean[256];
        chars.chars().forEach(c -> set[c] = true);
        return set;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (int c = 0; c < 256; c++) {
            int trailing = ":.!?".indexOf(c) >= 0 ? TRAILING : 0;
            kinds[c] = (byte) (ENDS[c] || c == '\r' ? BREAK : c >= '0' && c <= '9' || "./@".indexOf(c) >= 0 ? TELLING | trailing : trailing);
        }
        return kinds;
    }

    /** Reads a line; tokens beyond a bound are left out. */
    public Masker read(byte[] bytes, int from, int to) {
        b = bytes;
        end = to;
        count = 0;
        statics = 0;
        template = 0;
        stamp = 0;
        int i = from;
        while (i < to && count < TOKENS) {
            byte c = b[i];
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                i++;
            } else if (ENDS[c & 0xff]) {
                i = punctuation(c, i);
            } else {
                i = word(i, from);
            }
        }
        return this;
    }

    private int punctuation(byte c, int at) {
        if (c == '"') {
            int close = at + 1;
            while (close < end && b[close] != '"') {
                close++;
            }
            if (close < end) {
                varies();
                return close + 1;
            }
        }
        if (c != ',' || count == 0 || tokens[count - 1] != VARIES) {
            add(c, false);
        }
        return c == '=' ? value(at + 1) : at + 1;
    }

    private int value(int at) {
        if (at >= end || b[at] == ' ' || b[at] == '\t') {
            varies();
            return at;
        }
        if (b[at] == '=' || b[at] == '(' || b[at] == '[' || b[at] == '{' || b[at] == '"' || b[at] == '\'') {
            return at;
        }
        int i = at;
        while (i < end && !VALUE_ENDS[b[i] & 0xff]) {
            i++;
        }
        if (i > at) {
            varies();
        }
        return i;
    }

    private int word(int from, int line) {
        byte[] text = b;
        int stop = from;
        int tail = from;
        int kinds = 0;
        long running = FNV;
        long hash = FNV;
        for (int kind; stop < end && (kind = KINDS[text[stop] & 0xff]) != BREAK; stop++) {
            running = (running ^ text[stop]) * PRIME;
            kinds |= kind;
            if ((kind & TRAILING) == 0) {
                tail = stop + 1;
                hash = running;
            }
        }
        boolean colon = colon(tail, stop);
        boolean host = from - line < HEAD && stamped(from, tail) && !colon && stop < end && text[stop] == ' ';
        if (host || ((kinds & TELLING) == 0 ? tail - from <= 4 && Looks.calendar(text, from, tail) : Looks.vary(text, from, tail))) {
            varies();
        } else if (tail > from) {
            add(hash, true);
        }
        if (colon && count < TOKENS) {
            add(':', false);
        }
        return stop;
    }

    private boolean colon(int from, int to) {
        for (int i = from; i < to; i++) {
            if (b[i] == ':') {
                return true;
            }
        }
        return false;
    }

    /** Whether this word stands behind month, day and time, where syslog names the host. */
    private boolean stamped(int from, int to) {
        if (stamp == 0 && to - from != 3) {
            return false;
        }
        boolean behind = stamp == 3;
        boolean next = stamp == 0 && Looks.month(b, from, to) || stamp == 1 && Looks.day(b, from, to) || stamp == 2 && Looks.time(b, from, to);
        stamp = next ? stamp + 1 : Looks.month(b, from, to) ? 1 : 0;
        return behind;
    }

    private void varies() {
        if (count == 0 || tokens[count - 1] != VARIES) {
            add(VARIES, false);
        }
    }

    private void add(long token, boolean word) {
        if (count < TOKENS) {
            template += part(count, token);
            tokens[count] = token;
            words[count++] = word;
            statics += word ? 1 : 0;
        }
    }

    int count() {
        return count;
    }

    /** Words that do not vary by their looks. */
    int statics() {
        return statics;
    }

    boolean word(int i) {
        return words[i];
    }

    /** The template as a number. */
    long template() {
        return template;
    }

    /** The template with one token left open. */
    long without(int i) {
        return template - part(i, tokens[i]) + part(i, VARIES + 1);
    }

    private static long part(int i, long token) {
        long h = (token + i * PRIME) * 0xff51afd7ed558ccdL;
        h ^= h >>> 33;
        h *= 0xc4ceb9fe1a85ec53L;
        return h ^ h >>> 29;
    }
}
