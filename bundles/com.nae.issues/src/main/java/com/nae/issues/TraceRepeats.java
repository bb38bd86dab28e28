package com.nae.issues;

import java.util.Arrays;

/**
 * A detector of direct repetitions of a trace, byte for byte. A loop that fails prints the same trace thousands of
 * times, and a comparison costs far less than folding.
 */
final class TraceRepeats {
    /** The number of bytes compared first, which suffice to tell most other lines apart. */
    private static final int HEAD_BYTES = 16;

    /** Where the newest trace begins in the bytes; -1 if none is open. */
    private int traceStart = -1;
    /** The number of bytes from the previous trace to this one; 0 if there was none. */
    private int previousLength;

    /** Forgets the current trace, because other bytes follow. */
    void reset() {
        traceStart = -1;
        previousLength = 0;
    }

    /** Counts the repetitions of the trace that ends at {@code at}; returns the index after them. */
    int skip(byte[] b, int at, int to, LineDetector line) {
        int length = at - traceStart;
        if (traceStart < 0 || previousLength != length || !line.isRepeatable()) {
            return at;
        }
        int repeatsEnd = repeatsEnd(b, traceStart, at, to);
        for (int repeat = at; repeat < repeatsEnd; repeat += length) {
            line.countRepeat();
        }
        traceStart = repeatsEnd - length;
        return repeatsEnd;
    }

    /**
     * Records that a line was read.
     *
     * @param begins whether a trace begins with it
     * @param open whether a trace is open after it
     */
    void lineRead(int start, boolean begins, boolean open) {
        if (begins && traceStart >= 0) {
            previousLength = start - traceStart;
        } else if (!open) {
            previousLength = 0;
        }
        if (!open) {
            traceStart = -1;
        } else if (begins) {
            traceStart = start;
        }
    }

    /**
     * Returns where the repetitions of the trace from {@code traceStart} to {@code at} end; {@code at} if there are
     * none.
     *
     * <p>The trace before must be the same. Then the same traces are open after each repetition.
     */
    private static int repeatsEnd(byte[] b, int traceStart, int at, int to) {
        int length = at - traceStart;
        int repeatsEnd = at;
        if (sameHead(b, traceStart, at, to) && Arrays.equals(b, traceStart - length, traceStart, b, traceStart, at)) {
            while (repeatsEnd + length <= to && Arrays.equals(b, traceStart, at, b, repeatsEnd, repeatsEnd + length)) {
                repeatsEnd += length;
            }
        }
        return repeatsEnd;
    }

    private static boolean sameHead(byte[] b, int traceStart, int start, int to) {
        return start - traceStart >= HEAD_BYTES
                && start + HEAD_BYTES <= to
                && Arrays.equals(b, traceStart, traceStart + HEAD_BYTES, b, start, start + HEAD_BYTES);
    }
}
