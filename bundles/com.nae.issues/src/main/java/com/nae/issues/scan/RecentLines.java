package com.nae.issues.scan;

import java.util.ArrayList;
import java.util.List;

/**
 * The last few lines of a stream, kept as bytes, for traces whose header stands above the line that gives them away.
 */
public final class RecentLines {
    private static final int BYTES = 2048;
    private static final int LINES = 8;

    private final byte[] kept = new byte[BYTES];
    private int length;

    /** Keeps the end of some whole lines. */
    public void append(byte[] b, int from, int to) {
        int n = Math.min(BYTES, to - from);
        int old = Math.min(length, BYTES - n);
        System.arraycopy(kept, length - old, kept, 0, old);
        System.arraycopy(b, to - n, kept, old, n);
        length = old + n;
    }

    /**
     * Up to eight lines, oldest first, that end where the line at {@code start} begins; {@code from} is where the lines
     * not yet remembered begin.
     */
    public List<String> before(byte[] b, int from, int start) {
        List<String> lines = new ArrayList<>();
        int end = collect(b, Math.max(from, start - BYTES), start, lines);
        if (end == from && lines.size() < LINES) {
            collect(kept, 0, length, lines);
        }
        java.util.Collections.reverse(lines);
        return lines;
    }

    /** Adds lines from the last on; returns where it stopped. */
    private static int collect(byte[] b, int from, int to, List<String> lines) {
        int end = to;
        while (end > from && lines.size() < LINES) {
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
