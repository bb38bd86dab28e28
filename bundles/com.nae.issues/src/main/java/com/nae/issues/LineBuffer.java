package com.nae.issues;

import com.nae.issues.scan.LogText;
import java.util.Arrays;

/**
 * A buffer of an incomplete line, after a newline, so that a search sees where the line begins. Bytes beyond the
 * maximum length of a line are dropped.
 */
final class LineBuffer {
    private static final int INITIAL_BYTES = 256;

    private byte[] bytes = newBuffer();
    private int length = 1;

    private static byte[] newBuffer() {
        byte[] buffer = new byte[INITIAL_BYTES];
        buffer[0] = '\n';
        return buffer;
    }

    void add(byte[] b, int from, int to) {
        int n = Math.min(to - from, LogText.JSON_BYTES - length);
        if (n > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.min(LogText.JSON_BYTES, Math.max(bytes.length * 2, length + n)));
        }
        System.arraycopy(b, from, bytes, length, n);
        length += n;
    }

    boolean isEmpty() {
        return length == 1;
    }

    int length() {
        return length;
    }

    /** Returns a newline and the line, which now ends with a newline whether or not it was cut off. */
    byte[] terminated() {
        bytes[length - 1] = '\n';
        return bytes;
    }

    /** Empties the buffer, and frees it if it has grown large. */
    void release() {
        length = 1;
        if (bytes.length > LogText.LINE_BYTES) {
            bytes = newBuffer();
        }
    }
}
