package com.nae.issues.scan;

import java.util.ArrayList;
import java.util.List;

/**
 * The last lines of a stream, as bytes. A trace is often recognised by a line below its header, which is then looked up
 * here.
 */
public final class RecentLines {
    private static final int MAX_BYTES = 2048;
    private static final int MAX_LINES = 8;

    private final byte[] buffer = new byte[MAX_BYTES];
    private int length;

    /** Appends complete lines; only the last 2048 bytes are kept. */
    public void append(byte[] b, int from, int to) {
        int added = Math.min(MAX_BYTES, to - from);
        int retained = Math.min(length, MAX_BYTES - added);
        System.arraycopy(buffer, length - retained, buffer, 0, retained);
        System.arraycopy(b, to - added, buffer, retained, added);
        length = retained + added;
    }

    /**
     * Returns up to eight lines before the one at {@code start}, oldest first.
     *
     * @param from where the lines in {@code b} that were not appended yet begin
     */
    public List<String> before(byte[] b, int from, int start) {
        List<String> lines = new ArrayList<>();
        int end = collect(b, Math.max(from, start - MAX_BYTES), start, lines);
        if (end == from && lines.size() < MAX_LINES) {
            collect(buffer, 0, length, lines);
        }
        java.util.Collections.reverse(lines);
        return lines;
    }

    /** Adds lines in reverse order; returns where it stopped. */
    private static int collect(byte[] b, int from, int to, List<String> lines) {
        int end = to;
        while (end > from && lines.size() < MAX_LINES) {
            int start = end - 1;
            while (start > from && b[start - 1] != '\n') {
                start--;
            }
            lines.add(LogText.decode(b, start, end - 1, LogText.LINE_BYTES));
            end = start;
        }
        return end;
    }
}
