package com.nae.issues.group;

/**
 * Splits a line into words and punctuation and finds what varies by its looks alone: numbers, addresses, paths, quoted
 * texts, values behind {@code =}, times, and the host behind a syslog time stamp. Works on bytes, allocates nothing.
 * One object is used again for each line; not thread-safe.
 */
public final class TokenMasker {
    static final int TOKENS = 64;
    static final long VARIES = 0x9e3779b97f4a7c15L;
    private static final int HEAD = 80;
    /** Behind this word stands a name. */
    private static final long USER = ByteClass.hash("user");

    private final long[] tokens = new long[TOKENS];
    private final boolean[] words = new boolean[TOKENS];
    private int count;
    private int staticWords;
    private long template;
    private byte[] b;
    private int end;
    /** How much of a syslog time stamp has gone by: month, day, time. */
    private int stamp;

    /** Reads a line; tokens beyond a bound are left out. */
    public TokenMasker read(byte[] bytes, int from, int to) {
        b = bytes;
        end = to;
        count = 0;
        staticWords = 0;
        template = 0;
        stamp = 0;
        int i = from;
        while (i < to && count < TOKENS) {
            byte c = b[i];
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                i++;
            } else if (ByteClass.ENDS[c & 0xff]) {
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
                verb(at + 1, close);
                varies();
                return close + 1;
            }
        }
        if (c != ',' || count == 0 || tokens[count - 1] != VARIES) {
            add(c, false);
        }
        return c == '=' ? value(at + 1) : at + 1;
    }

    /** A quoted text that begins with a word in capitals, as {@code "GET /x HTTP/1.1"}, is told by it. */
    private void verb(int from, int to) {
        int i = from;
        while (i < to && b[i] >= 'A' && b[i] <= 'Z') {
            i++;
        }
        if (i - from > 2 && i < to && b[i] == ' ') {
            add(ByteClass.hash(b, from, i), true);
        }
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
        while (i < end && !ByteClass.VALUE_ENDS[b[i] & 0xff]) {
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
        long running = ByteClass.FNV;
        long hash = ByteClass.FNV;
        for (int kind; stop < end && (kind = ByteClass.KINDS[text[stop] & 0xff]) != ByteClass.BREAK; stop++) {
            running = (running ^ text[stop]) * ByteClass.PRIME;
            kinds |= kind;
            if ((kind & ByteClass.TRAILING) == 0) {
                tail = stop + 1;
                hash = running;
            }
        }
        if (key(from, tail, kinds)) {
            return stop;
        }
        if (isVariable(from, tail, stop, from - line < HEAD, kinds)) {
            varies();
        } else if (tail > from) {
            add(hash, true);
        }
        if (ByteClass.hasColon(text, tail, stop) && count < TOKENS) {
            add(':', false);
        }
        return stop;
    }

    /** Takes a word that is a key with its value behind it, such as {@code user:7}; otherwise nothing. */
    private boolean key(int from, int tail, int kinds) {
        int keyEnd =
                (kinds & (ByteClass.DISTINCTIVE | ByteClass.TRAILING)) == 0 ? from : TokenClass.keyEnd(b, from, tail);
        boolean key = keyEnd > from;
        if (key) {
            add(ByteClass.hash(b, from, keyEnd), true);
            add(':', false);
            varies();
        }
        return key;
    }

    /** Whether the place or the form of a word, from..tail of a token that ends at stop, says that it varies. */
    private boolean isVariable(int from, int tail, int stop, boolean head, int kinds) {
        byte[] text = b;
        boolean colon = ByteClass.hasColon(text, tail, stop);
        boolean host = head && stamped(from, tail) && !colon && stop < end && text[stop] == ' ';
        if (host
                || count == 3 && program(stop)
                || count > 0 && tokens[count - 1] == USER && words[count - 1] && tail > from && !colon) {
            return true;
        }
        if ((kinds & ByteClass.DISTINCTIVE) != 0) {
            return TokenClass.isVariable(text, from, tail);
        }
        return tail - from <= 5
                && (TokenClass.isCalendarWord(text, from, tail) || TokenClass.isBoolean(text, from, tail));
    }

    /** Whether this word stands behind month, day and time, where syslog names the host. */
    private boolean stamped(int from, int to) {
        if (stamp == 0 && to - from != 3) {
            return false;
        }
        boolean behind = stamp == 3;
        boolean next = stamp == 0 && TokenClass.isMonth(b, from, to)
                || stamp == 1 && TokenClass.isDay(b, from, to)
                || stamp == 2 && TokenClass.isTime(b, from, to);
        if (next) {
            stamp++;
        } else {
            stamp = TokenClass.isMonth(b, from, to) ? 1 : 0;
        }
        if (stamp == 3) {
            between();
        }
        return behind;
    }

    /**
     * Whether this word names the program: behind a time in brackets, with a dash behind it, perhaps after a mark such
     * as {@code *64}.
     */
    private boolean program(int stop) {
        boolean behindTime = tokens[0] == '[' && tokens[1] == VARIES && tokens[2] == ']';
        int at = behindTime && stop + 1 < end && b[stop + 1] == '*' ? b.length : stop;
        for (int i = stop + 1; at == b.length && i < end && i < stop + 8; i++) {
            at = b[i] == ' ' ? i : at;
        }
        return behindTime && at + 2 < end && b[at] == ' ' && b[at + 1] == '-' && b[at + 2] == ' ';
    }

    /** A lone word between a time and another one, as of the host that some collectors add, varies as well. */
    private void between() {
        if (count >= 3 && tokens[count - 1] == VARIES && words[count - 2] && tokens[count - 3] == VARIES) {
            template -= part(count - 1, VARIES) + part(count - 2, tokens[count - 2]);
            staticWords--;
            count -= 2;
        }
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
            staticWords += word ? 1 : 0;
        }
    }

    int count() {
        return count;
    }

    /** Words that do not vary by their looks. */
    int staticWords() {
        return staticWords;
    }

    /** Whether another word may stand there: no punctuation. */
    boolean isReplaceable(int i) {
        return words[i] || tokens[i] == VARIES;
    }

    /** The template as a number. */
    long template() {
        return template;
    }

    /** The template with one token left open. */
    long templateWithout(int i) {
        return template - part(i, tokens[i]) + part(i, VARIES + 1);
    }

    private static long part(int i, long token) {
        long h = (token + i * ByteClass.PRIME) * 0xff51afd7ed558ccdL;
        h ^= h >>> 33;
        h *= 0xc4ceb9fe1a85ec53L;
        return h ^ h >>> 29;
    }
}
