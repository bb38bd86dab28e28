package com.nae.issues;

import java.util.Arrays;

/**
 * Finds repetitions of a trace, byte for byte, right behind it: a loop that fails writes the same trace thousands of
 * times, and a comparison costs far less than folding.
 */
final class TraceRepeats {
    /** Bytes that are compared first, which tells most other lines apart. */
    private static final int HEAD = 16;

    private TraceRepeats() {}

    /**
     * Where the repetitions end of the trace from {@code trace} to {@code at}; {@code at} where there are none. The
     * trace before it must be the same already: what was open behind that one is then open behind this one, and behind
     * each to come.
     */
    static int end(byte[] b, int trace, int at, int to) {
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
