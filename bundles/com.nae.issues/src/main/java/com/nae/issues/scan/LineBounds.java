package com.nae.issues.scan;

/** Where lines begin and end in bytes. */
public final class LineBounds {
    private LineBounds() {}

    /** The first newline; -1 where there is none. */
    public static int newline(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (b[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** The last newline; {@code from} where there is none behind it. */
    public static int lastNewline(byte[] b, int from, int to) {
        int i = to - 1;
        while (i > from && b[i] != '\n') {
            i--;
        }
        return i;
    }

    /**
     * Where the line begins that something was found in, not before {@code from}; what was found may begin with the
     * newline before it.
     */
    public static int start(byte[] b, int found, int from) {
        int i = b[found] == '\n' ? found + 1 : found;
        while (i > from && b[i - 1] != '\n') {
            i--;
        }
        return i;
    }

    /** Where the text of a line ends whose newline stands there, without a carriage return. */
    public static int end(byte[] b, int start, int newline) {
        return newline > start && b[newline - 1] == '\r' ? newline - 1 : newline;
    }
}
