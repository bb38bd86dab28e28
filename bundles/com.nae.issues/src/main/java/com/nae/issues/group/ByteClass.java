package com.nae.issues.group;

/** The classes of bytes by which a line is split into words, and the hash of a word (FNV-1a, 64 bits). */
final class ByteClass {
    static final long FNV = 0xcbf29ce484222325L;
    static final long PRIME = 0x100000001b3L;
    static final boolean[] ENDS = of(" \t,;()[]{}=\"'<>|");
    static final boolean[] VALUE_ENDS = of(" \t,;)]}\"'>");
    /** The class of a byte that ends a word. */
    static final int BREAK = 1;

    /** The class of a byte that is not part of a word if it is the last one. */
    static final int TRAILING = 2;
    /** The class of a byte that may show that a word varies. */
    static final int DISTINCTIVE = 4;

    static final byte[] KINDS = kinds();

    private ByteClass() {}

    private static boolean[] of(String chars) {
        boolean[] set = new boolean[256];
        chars.chars().forEach(c -> set[c] = true);
        return set;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (int c = 0; c < 256; c++) {
            kinds[c] = (byte) kind(c);
        }
        return kinds;
    }

    private static int kind(int c) {
        if (ENDS[c] || c == '\r') {
            return BREAK;
        }
        boolean distinctive = c >= '0' && c <= '9' || "./@".indexOf(c) >= 0;
        return (distinctive ? DISTINCTIVE : 0) | (":.!?".indexOf(c) >= 0 ? TRAILING : 0);
    }

    static long hash(String word) {
        long hash = FNV;
        for (int i = 0; i < word.length(); i++) {
            hash = (hash ^ word.charAt(i)) * PRIME;
        }
        return hash;
    }

    static long hash(byte[] b, int from, int to) {
        long hash = FNV;
        for (int i = from; i < to; i++) {
            hash = (hash ^ b[i]) * PRIME;
        }
        return hash;
    }

    static boolean hasColon(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (b[i] == ':') {
                return true;
            }
        }
        return false;
    }
}
