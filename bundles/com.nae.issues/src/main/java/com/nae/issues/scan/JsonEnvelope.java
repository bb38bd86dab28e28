package com.nae.issues.scan;

/**
 * Where in a line a JSON record begins: at its beginning, or behind what a transport puts before each line. Not
 * thread-safe.
 */
public final class JsonEnvelope {
    private static final int PREFIX = 256;

    private final RecordHeader header = new RecordHeader();

    /** -1 where the line is no JSON record, as where a log record of its own level has one in its message. */
    public int jsonStart(byte[] b, int start, int end) {
        if (start < end && b[start] == '{') {
            return start;
        }
        int limit = Math.min(end - 1, start + PREFIX);
        for (int i = start + 1; i < limit; i++) {
            if (b[i] == '{' && b[i + 1] == '"' && b[i - 1] == ' ') {
                return b[end - 1] == '}' && transport(b, start, i) ? i : -1;
            }
        }
        return -1;
    }

    /**
     * Whether what stands before ends as transports do: in a mark, a time, or the name of a stream; and names no level.
     */
    private boolean transport(byte[] b, int start, int brace) {
        boolean leveled = header.read(b, start, brace).severity() != Severity.NONE && b[start] != '<';
        int to = brace - 1;
        while (to > start && b[to - 1] == ' ') {
            to--;
        }
        int from = to;
        while (from > start && b[from - 1] != ' ' && b[from - 1] != '\t') {
            from--;
        }
        byte last = b[Math.max(start, to - 1)];
        boolean mark = last == '|'
                || last == '-'
                || last == ']'
                || last == ':'
                || last == 'm' && HeaderTokens.isDigit(b[Math.max(start, to - 2)]);
        boolean stream = to - from == 1 && (last == 'F' || last == 'P');
        return to > start
                && !leveled
                && (mark
                        || stream
                        || HeaderTokens.isDigit(b[from]) && HeaderTokens.isTimestamp(b, from, to)
                        || named(b, start, from));
    }

    /** A pod, such as {@code web-5d8f7c-x2x}, with a container behind it. */
    private static boolean named(byte[] b, int start, int container) {
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
