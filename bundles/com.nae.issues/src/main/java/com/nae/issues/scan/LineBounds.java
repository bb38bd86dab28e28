package com.nae.issues.scan;

/** A search for the beginnings and ends of lines in bytes. */
public final class LineBounds {
    private LineBounds() {}

    /** Returns the index of the first newline; -1 if there is none. */
    public static int newline(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (b[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Returns the index of the last newline; {@code from} if there is none after it. */
    public static int lastNewline(byte[] b, int from, int to) {
        int i = to - 1;
        while (i > from && b[i] != '\n') {
            i--;
        }
        return i;
    }

    /**
     * Returns where the line of a match begins, at least {@code from}. A match may begin with the newline before its
     * line.
     */
    public static int start(byte[] b, int found, int from) {
        int i = b[found] == '\n' ? found + 1 : found;
        while (i > from && b[i - 1] != '\n') {
            i--;
        }
        return i;
    }

    /** Returns where the text of a line ends, without its carriage return and newline. */
    public static int end(byte[] b, int start, int newline) {
        return newline > start && b[newline - 1] == '\r' ? newline - 1 : newline;
    }
}
