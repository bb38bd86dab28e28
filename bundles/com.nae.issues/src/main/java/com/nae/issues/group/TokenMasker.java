package com.nae.issues.group;

/**
 * A splitter of log lines into words and punctuation that masks what varies by its form.
 *
 * <p>It masks numbers, addresses, paths, quoted texts, values after {@code =}, times, and the host after a syslog time.
 * It works on bytes without allocation. One object is reused for each line; not thread-safe.
 */
public final class TokenMasker {
    static final int MAX_TOKENS = 64;
    static final long VARIES = 0x9e3779b97f4a7c15L;
    private static final int HEADER_BYTES = 80;
    /** The word before the name of a user. */
    private static final long USER = ByteClass.hash("user");

    private final long[] tokens = new long[MAX_TOKENS];
    private final boolean[] words = new boolean[MAX_TOKENS];
    private int count;
    private int staticWords;
    private long template;
    private byte[] b;
    private int end;
    /** The number of parts of a syslog time read so far: month, day, time. */
    private int timestampParts;

    /** Reads a line. Only the first 64 tokens are used. */
    public TokenMasker read(byte[] bytes, int from, int to) {
        b = bytes;
        end = to;
        count = 0;
        staticWords = 0;
        template = 0;
        timestampParts = 0;
        int i = from;
        while (i < to && count < MAX_TOKENS) {
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

    /**
     * Takes a punctuation character, the quoted text that a quote begins, or the value after {@code =}; returns where
     * to continue.
     */
    private int punctuation(byte c, int at) {
        if (c == '"') {
            int close = at + 1;
            while (close < end && b[close] != '"') {
                close++;
            }
            if (close < end) {
                takeVerb(at + 1, close);
                addVariable();
                return close + 1;
            }
        }
        if (c != ',' || count == 0 || tokens[count - 1] != VARIES) {
            add(c, false);
        }
        return c == '=' ? value(at + 1) : at + 1;
    }

    /** Adds the verb of a quoted text such as {@code "GET /x HTTP/1.1"}: it identifies the request. */
    private void takeVerb(int from, int to) {
        int i = from;
        while (i < to && b[i] >= 'A' && b[i] <= 'Z') {
            i++;
        }
        if (i - from > 2 && i < to && b[i] == ' ') {
            add(ByteClass.hash(b, from, i), true);
        }
    }

    /** Masks the value after {@code =}; returns where to continue. Brackets and quotes are left to the caller. */
    private int value(int at) {
        if (at >= end || b[at] == ' ' || b[at] == '\t') {
            addVariable();
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
            addVariable();
        }
        return i;
    }

    /**
     * Takes a word; returns where to continue. It is hashed while its end is searched, so that each byte is read once.
     */
    private int word(int from, int line) {
        byte[] text = b;
        int stop = from;
        int wordEnd = from;
        int classes = 0;
        long running = ByteClass.FNV;
        long hash = ByteClass.FNV;
        for (int byteClass; stop < end && (byteClass = ByteClass.KINDS[text[stop] & 0xff]) != ByteClass.BREAK; stop++) {
            running = (running ^ text[stop]) * ByteClass.PRIME;
            classes |= byteClass;
            if ((byteClass & ByteClass.TRAILING) == 0) {
                wordEnd = stop + 1;
                hash = running;
            }
        }
        if ((classes & (ByteClass.DISTINCTIVE | ByteClass.TRAILING)) != 0 && takeKey(from, wordEnd)) {
            return stop;
        }
        if (isVariable(from, wordEnd, stop, from - line < HEADER_BYTES, classes)) {
            addVariable();
        } else if (wordEnd > from) {
            add(hash, true);
        }
        if (ByteClass.hasColon(text, wordEnd, stop) && count < MAX_TOKENS) {
            add(':', false);
        }
        return stop;
    }

    /** Takes a word that is a key with its value, such as {@code user:7}; returns whether it was one. */
    private boolean takeKey(int from, int wordEnd) {
        int keyEnd = TokenClass.keyEnd(b, from, wordEnd);
        boolean isKey = keyEnd > from;
        if (isKey) {
            add(ByteClass.hash(b, from, keyEnd), true);
            add(':', false);
            addVariable();
        }
        return isKey;
    }

    /**
     * Returns whether the position or the form of a word shows that it varies.
     *
     * @param wordEnd where the word ends
     * @param stop where its token ends, with trailing punctuation
     * @param head whether the word stands in the header of the line
     */
    private boolean isVariable(int from, int wordEnd, int stop, boolean head, int classes) {
        byte[] text = b;
        boolean colon = ByteClass.hasColon(text, wordEnd, stop);
        boolean host = head && isAfterTimestamp(from, wordEnd) && !colon && stop < end && text[stop] == ' ';
        if (host
                || count == 3 && isProgramName(stop)
                || count > 0 && tokens[count - 1] == USER && words[count - 1] && wordEnd > from && !colon) {
            return true;
        }
        if ((classes & ByteClass.DISTINCTIVE) != 0) {
            return TokenClass.isVariable(text, from, wordEnd);
        }
        return wordEnd - from <= 5
                && (TokenClass.isCalendarWord(text, from, wordEnd) || TokenClass.isBoolean(text, from, wordEnd));
    }

    /** Returns whether this word follows month, day and time: syslog has the host there. */
    private boolean isAfterTimestamp(int from, int to) {
        if (timestampParts == 0 && to - from != 3) {
            return false;
        }
        boolean complete = timestampParts == 3;
        boolean next = timestampParts == 0 && TokenClass.isMonth(b, from, to)
                || timestampParts == 1 && TokenClass.isDay(b, from, to)
                || timestampParts == 2 && TokenClass.isTime(b, from, to);
        if (next) {
            timestampParts++;
        } else {
            timestampParts = TokenClass.isMonth(b, from, to) ? 1 : 0;
        }
        if (timestampParts == 3) {
            maskHostAfterTime();
        }
        return complete;
    }

    /**
     * Returns whether this word is the name of the program: after a time in brackets and before a dash, optionally with
     * a mark such as {@code *64} in between.
     */
    private boolean isProgramName(int stop) {
        boolean afterTime = tokens[0] == '[' && tokens[1] == VARIES && tokens[2] == ']';
        int at = afterTime && stop + 1 < end && b[stop + 1] == '*' ? b.length : stop;
        for (int i = stop + 1; at == b.length && i < end && i < stop + 8; i++) {
            at = b[i] == ' ' ? i : at;
        }
        return afterTime && at + 2 < end && b[at] == ' ' && b[at + 1] == '-' && b[at + 2] == ' ';
    }

    /** Masks a single word between two times: some collectors add the host there. */
    private void maskHostAfterTime() {
        if (count >= 3 && tokens[count - 1] == VARIES && words[count - 2] && tokens[count - 3] == VARIES) {
            template -= hashAt(count - 1, VARIES) + hashAt(count - 2, tokens[count - 2]);
            staticWords--;
            count -= 2;
        }
    }

    private void addVariable() {
        if (count == 0 || tokens[count - 1] != VARIES) {
            add(VARIES, false);
        }
    }

    private void add(long token, boolean word) {
        if (count < MAX_TOKENS) {
            template += hashAt(count, token);
            tokens[count] = token;
            words[count++] = word;
            staticWords += word ? 1 : 0;
        }
    }

    int count() {
        return count;
    }

    /** Returns the number of words that do not vary by their form. */
    int staticWords() {
        return staticWords;
    }

    /** Returns whether the token is a word, not punctuation. */
    boolean isReplaceable(int i) {
        return words[i] || tokens[i] == VARIES;
    }

    /** Returns the hash of the template. */
    long template() {
        return template;
    }

    /** Returns the hash of the template with one token left open. */
    long templateWithout(int i) {
        return template - hashAt(i, tokens[i]) + hashAt(i, VARIES + 1);
    }

    private static long hashAt(int i, long token) {
        long h = (token + i * ByteClass.PRIME) * 0xff51afd7ed558ccdL;
        h ^= h >>> 33;
        h *= 0xc4ceb9fe1a85ec53L;
        return h ^ h >>> 29;
    }
}
