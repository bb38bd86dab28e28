package com.nae.issues.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A set of words looked for in bytes all at once, in any case, most bytes being skipped: Wu and Manber, "A fast algorithm for
 * multi-pattern searching", TR-94-17, with blocks of two bytes. Immutable.
 */
public final class Triggers {
    /** The shortest word. */
    public static final int WINDOW = 4;
    private static final byte[] FOLD = new byte[256];

    static {
        for (int c = 0; c < 256; c++) {
            FOLD[c] = (byte) (c >= 'A' && c <= 'Z' ? c + 32 : c);
        }
    }

    private final byte[] shift = new byte[1 << 16];
    private final byte[][][] words = new byte[1 << 16][][];

    /** @throws IllegalArgumentException if a word is shorter than {@link #WINDOW} or not ASCII */
    public Triggers(Collection<String> texts) {
        java.util.Arrays.fill(shift, (byte) (WINDOW - 1));
        for (String text : texts) {
            if (text.length() < WINDOW || !StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
                throw new IllegalArgumentException("trigger '" + text + "' is not " + WINDOW + " or more ASCII characters");
            }
            add(text.toLowerCase(java.util.Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void add(byte[] word) {
        for (int i = 1; i < WINDOW; i++) {
            for (int variant = 0; variant < 4; variant++) {
                int pair = pair(cased(word[i - 1], (variant & 1) != 0), cased(word[i], (variant & 2) != 0));
                shift[pair] = (byte) Math.min(shift[pair], WINDOW - 1 - i);
                if (i == WINDOW - 1) {
                    words[pair] = with(words[pair], word);
                }
            }
        }
    }

    private static byte cased(byte b, boolean upper) {
        return upper && b >= 'a' && b <= 'z' ? (byte) (b - 32) : b;
    }

    private static byte[][] with(byte[][] before, byte[] word) {
        List<byte[]> all = new ArrayList<>(before == null ? List.of() : List.of(before));
        if (!all.contains(word)) {
            all.add(word);
        }
        return all.toArray(byte[][]::new);
    }

    private static int pair(byte a, byte b) {
        return (a & 0xff) << 8 | b & 0xff;
    }

    /** Where the first of the words begins that lies within the bytes; -1 where there is none. */
    public int find(byte[] b, int from, int to) {
        int i = from + WINDOW - 1;
        while (i < to) {
            int pair = (b[i - 1] & 0xff) << 8 | b[i] & 0xff;
            int skip = shift[pair];
            if (skip == 0) {
                int at = i - WINDOW + 1;
                if (matches(words[pair], b, at, to)) {
                    return at;
                }
                skip = 1;
            }
            i += skip;
        }
        return -1;
    }

    private static boolean matches(byte[][] candidates, byte[] b, int at, int to) {
        for (byte[] word : candidates) {
            if (at + word.length <= to && matches(word, b, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] word, byte[] b, int at) {
        for (int i = 0; i < word.length; i++) {
            if (FOLD[b[at + i] & 0xff] != word[i]) {
                return false;
            }
        }
        return true;
    }
}
