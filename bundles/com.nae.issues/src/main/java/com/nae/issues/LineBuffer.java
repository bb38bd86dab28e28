package com.nae.issues;

import com.nae.issues.scan.LogText;
import java.util.Arrays;

/**
 * The line that is not whole yet, behind a newline, so that a scan sees where it begins. What no line may have more of
 * is dropped.
 */
final class LineBuffer {
    private static final int FIRST = 256;

    private byte[] bytes = first();
    private int length = 1;

    private static byte[] first() {
        byte[] fresh = new byte[FIRST];
        fresh[0] = '\n';
        return fresh;
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

    /** The newline before it and the line, which now ends in one, cut off or not. */
    byte[] terminated() {
        bytes[length - 1] = '\n';
        return bytes;
    }

    void release() {
        length = 1;
        if (bytes.length > LogText.LINE_BYTES) {
            bytes = first();
        }
    }
}
