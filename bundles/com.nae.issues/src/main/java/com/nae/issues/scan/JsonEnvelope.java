package com.nae.issues.scan;

/**
 * A search for the JSON record in a line: at its beginning, or after the prefix that a transport puts before each line.
 * Not thread-safe.
 */
public final class JsonEnvelope {
    private static final int MAX_PREFIX_BYTES = 256;

    private final RecordHeader header = new RecordHeader();

    /**
     * Returns where the record begins; -1 if the line is no JSON record. A text record with its own level that has JSON
     * in its message is none.
     */
    public int jsonStart(byte[] b, int start, int end) {
        if (start < end && b[start] == '{') {
            return start;
        }
        int limit = Math.min(end - 1, start + MAX_PREFIX_BYTES);
        for (int i = start + 1; i < limit; i++) {
            if (b[i] == '{' && b[i + 1] == '"' && b[i - 1] == ' ') {
                return b[end - 1] == '}' && isTransportPrefix(b, start, i) ? i : -1;
            }
        }
        return -1;
    }

    /**
     * Returns whether the text before the record ends like a transport's prefix: with a delimiter, a time or the name
     * of a stream. It must not name a level.
     */
    private boolean isTransportPrefix(byte[] b, int start, int brace) {
        boolean hasLevel = header.read(b, start, brace).severity() != Severity.NONE && b[start] != '<';
        int to = brace - 1;
        while (to > start && b[to - 1] == ' ') {
            to--;
        }
        int from = to;
        while (from > start && b[from - 1] != ' ' && b[from - 1] != '\t') {
            from--;
        }
        byte last = b[Math.max(start, to - 1)];
        boolean delimiter = last == '|'
                || last == '-'
                || last == ']'
                || last == ':'
                || last == 'm' && HeaderTokens.isDigit(b[Math.max(start, to - 2)]);
        boolean stream = to - from == 1 && (last == 'F' || last == 'P');
        return to > start
                && !hasLevel
                && (delimiter
                        || stream
                        || HeaderTokens.isDigit(b[from]) && HeaderTokens.isTimestamp(b, from, to)
                        || isPodName(b, start, from));
    }

    /**
     * Returns whether the text is the name of a pod, such as {@code web-5d8f7c-x2x}. The name of its container follows.
     */
    private static boolean isPodName(byte[] b, int start, int container) {
        int dashes = 0;
        for (int i = start; i < container - 1; i++) {
            if (b[i] == ' ' || b[i] == '\t') {
                return false;
            }
            dashes += b[i] == '-' ? 1 : 0;
        }
        return dashes >= 2;
    }
}
