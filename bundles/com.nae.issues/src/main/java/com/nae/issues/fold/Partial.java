package com.nae.issues.fold;

import com.nae.issues.scan.Text;
import java.io.ByteArrayOutputStream;

/**
 * Lines that a container runtime wrote in pieces, put together again: {@code 2026-11-22T09:00:01.0Z stderr P ...}, until one with an
 * F ends it; see the CRI's logging format. Bounded. Not thread-safe.
 */
public final class Partial {
    private static final int STAMP = 20;
    private static final int TAG = 8;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long offset;

    public boolean open() {
        return line.size() > 0;
    }

    /** Takes a piece that is not the last one; whether it was one. */
    public boolean take(byte[] b, int start, int end, long at) {
        int tag = tag(b, start, end);
        if (tag < 0 || b[tag] != 'P') {
            return false;
        }
        offset = open() ? offset : at;
        append(b, open() ? tag + 2 : start, end);
        return true;
    }

    /** Ends an open line with its last piece; empty where this is none. */
    public byte[] whole(byte[] b, int start, int end) {
        int tag = open() ? tag(b, start, end) : -1;
        if (tag < 0) {
            return new byte[0];
        }
        append(b, tag + 2, end);
        return rest();
    }

    /** What there is of an open line. */
    public byte[] rest() {
        byte[] bytes = line.toByteArray();
        line.reset();
        int tag = tag(bytes, 0, bytes.length);
        if (tag > 0) {
            bytes[tag] = 'F';
        }
        return bytes;
    }

    private void append(byte[] b, int from, int to) {
        line.write(b, Math.min(from, to), Math.max(0, Math.min(to - from, Text.JSON_BYTES - line.size())));
    }

    public long offset() {
        return offset;
    }

    /** Where F or P stands; -1 where the line has another form. */
    private static int tag(byte[] b, int start, int end) {
        if (end - start < STAMP + TAG || b[start] < '0' || b[start] > '9' || b[start + 4] != '-' || b[start + 10] != 'T') {
            return -1;
        }
        int i = start + STAMP - 1;
        while (i < end && b[i] != ' ' && i < start + 40) {
            i++;
        }
        boolean form = i + TAG + 1 < end && b[i + 1] == 's' && b[i + 2] == 't' && b[i + 3] == 'd' && b[i + 7] == ' ' && (b[i + 8] == 'F' || b[i + 8] == 'P')
                && b[i + 9] == ' ';
        return form ? i + 8 : -1;
    }
}
