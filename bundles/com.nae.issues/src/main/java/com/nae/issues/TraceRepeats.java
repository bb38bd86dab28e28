package com.nae.issues;

import java.util.Arrays;

/**
 * Finds repetitions of a trace, byte for byte, right behind it: a loop that fails writes the same trace thousands of
 * times, and a comparison costs far less than folding.
 */
final class TraceRepeats {
    /** Bytes that are compared first, which tells most other lines apart. */
    private static final int HEAD = 16;

    /** Where the trace begun last begins in the bytes; -1 while none is open. */
    private int trace = -1;
    /** The bytes from the trace before it to this one; 0 where there was none. */
    private int gap;

    /** Other bytes follow. */
    void reset() {
        trace = -1;
        gap = 0;
    }

    /** Counts the repetitions of the trace that ends at {@code at}, and returns where to go on behind them. */
    int skip(byte[] b, int at, int to, LineDetector line) {
        int length = at - trace;
        if (trace < 0 || gap != length || !line.isRepeatable()) {
            return at;
        }
        int end = end(b, trace, at, to);
        for (int repeat = at; repeat < end; repeat += length) {
            line.countRepeat();
        }
        trace = end - length;
        return end;
    }

    /** A line was read: whether a trace begins with it, and whether one is open behind it. */
    void lineRead(int start, boolean begins, boolean open) {
        if (begins && trace >= 0) {
            gap = start - trace;
        } else if (!open) {
            gap = 0;
        }
        if (!open) {
            trace = -1;
        } else if (begins) {
            trace = start;
        }
    }

    /**
     * Where the repetitions end of the trace from {@code trace} to {@code at}; {@code at} where there are none. The
     * trace before it must be the same already: what was open behind that one is then open behind this one, and behind
     * each to come.
     */
    private static int end(byte[] b, int trace, int at, int to) {
        int length = at - trace;
        int end = at;
        if (sameHead(b, trace, at, to) && Arrays.equals(b, trace - length, trace, b, trace, at)) {
            while (end + length <= to && Arrays.equals(b, trace, at, b, end, end + length)) {
                end += length;
            }
        }
        return end;
    }

    private static boolean sameHead(byte[] b, int trace, int start, int to) {
        return start - trace >= HEAD
                && start + HEAD <= to
                && Arrays.equals(b, trace, trace + HEAD, b, start, start + HEAD);
    }
}
