package com.nae.issues.scan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A decoder of log lines: it bounds their length and removes colours and control characters. */
public final class LogText {
    /**
     * The number of bytes of a line that are read. The limit for a JSON line, which may hold a whole trace, is
     * {@link #JSON_BYTES}.
     */
    public static final int LINE_BYTES = 8 << 10;

    public static final int JSON_BYTES = 64 << 10;
    private static final char ESCAPE = 0x1b;
    private static final byte[] EMPTY = {};

    private LogText() {}

    /**
     * Decodes at most {@code limit} bytes of a line as UTF-8. A tab that syslog wrote as {@code #011} becomes a tab
     * again.
     */
    public static String decode(byte[] b, int from, int to, int limit) {
        return clean(new String(b, from, Math.min(to - from, limit), StandardCharsets.UTF_8))
                .replace("#011", "\t");
    }

    /** Returns a line without its colour sequences, {@code ESC [ ... m}; empty if it has none. */
    public static byte[] withoutColours(byte[] b, int from, int to) {
        int at = from;
        while (at < to && b[at] != ESCAPE) {
            at++;
        }
        if (at == to) {
            return EMPTY;
        }
        byte[] plain = new byte[Math.min(to - from, JSON_BYTES)];
        int length = 0;
        for (int i = from; i < to && length < plain.length; i++) {
            int end = i + 2;
            while (b[i] == ESCAPE && end < to && b[i + 1] == '[' && (b[end] >= '0' && b[end] <= '9' || b[end] == ';')) {
                end++;
            }
            boolean colour = b[i] == ESCAPE && end < to && (b[end] == 'm' || b[end] == 'K');
            i = colour ? end : i;
            plain[length] = b[i];
            length += colour ? 0 : 1;
        }
        return Arrays.copyOf(plain, length);
    }

    /** Returns the text without terminal sequences, control and formatting characters. Tabs stay. */
    public static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isRemoved(text.charAt(i))) {
                return cleanFrom(text, i);
            }
        }
        return text;
    }

    private static String cleanFrom(String text, int from) {
        StringBuilder out = new StringBuilder(text.length()).append(text, 0, from);
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == ESCAPE) {
                i = sequenceEnd(text, i + 1);
            } else {
                if (!isRemoved(c)) {
                    out.append(c);
                }
                i++;
            }
        }
        return out.toString();
    }

    /**
     * Returns whether a character is removed: C0, C1, DEL, and characters that reorder or hide text, such as
     * bidirectional overrides.
     */
    private static boolean isRemoved(char c) {
        return c < ' ' && c != '\t'
                || c >= 0x7f && c <= 0x9f
                || c >= 0x200b && c <= 0x200f
                || c >= 0x2028 && c <= 0x202e
                || c >= 0x2066 && c <= 0x2069
                || c == 0xfeff;
    }

    /**
     * Returns the end of an ECMA-48 sequence: CSI ends with its final byte, OSC with BEL or ST, others after two
     * characters.
     */
    private static int sequenceEnd(String text, int i) {
        if (i >= text.length()) {
            return i;
        }
        char kind = text.charAt(i++);
        if (kind == '[') {
            while (i < text.length() && text.charAt(i) >= ' ' && text.charAt(i) < '@') {
                i++;
            }
            return Math.min(i + 1, text.length());
        }
        if (kind == ']' || kind == 'P' || kind == '^' || kind == '_') {
            while (i < text.length() && text.charAt(i) != 7 && text.charAt(i) != ESCAPE) {
                i++;
            }
            return Math.min(i + (i < text.length() && text.charAt(i) == ESCAPE ? 2 : 1), text.length());
        }
        return i;
    }

    /** Returns at most {@code length} characters, with an ellipsis if the text was longer. */
    public static String truncate(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
        return text.substring(0, end) + "…";
    }
}
