package com.nae.issues.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A set of words looked for in bytes all at once, in any case, most bytes being skipped: Wu and Manber, "A fast algorithm for
 * multi-pattern searching", TR-94-17, with blocks of two bytes. Of each word as many bytes
 * are looked for as the shortest has, those that end in its rarest pair. Immutable.
 */
public final class Triggers {
    /** The shortest word, and the longest window: longer words are told by their rarest part. */
    public static final int SHORTEST = 4;
    private static final int WIDEST = 8;
    private static final byte[] FOLD = new byte[256];
    /** From the most to the least frequent in logs, roughly; what is not in it is rare. */
    private static final String FREQUENT = " etaoi0nsr1lhdc2um.fpgwy:bv3-k";

    static {
        for (int c = 0; c < 256; c++) {
            FOLD[c] = (byte) (c >= 'A' && c <= 'Z' ? c + 32 : c);
        }
    }

    /** The words that share the last pair of their windows, with the bytes that stand before that pair in one of them. */
    private static final class Bucket {
        final List<byte[]> words = new ArrayList<>();
        final List<Integer> offsets = new ArrayList<>();
        final boolean[] before = new boolean[256];
    }

    /** How far to go on by the pair of bytes just seen; minus the number of a bucket where a window may end. */
    private final byte[] shift = new byte[1 << 16];
    /** The length of all windows, less one. */
    private final int last;
    private final boolean[][] before;
    private final byte[][][] words;
    private final int[][] offsets;

    /** @throws IllegalArgumentException if a word is shorter than {@link #SHORTEST} or not ASCII */
    public Triggers(Collection<String> texts) {
        last = Math.min(WIDEST, texts.stream().mapToInt(String::length).min().orElse(WIDEST)) - 1;
        Arrays.fill(shift, (byte) last);
        Map<Integer, Integer> numbers = new HashMap<>();
        List<Bucket> buckets = new ArrayList<>(List.of(new Bucket()));
        for (String text : texts.stream().distinct().toList()) {
            if (text.length() < SHORTEST || !StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
                throw new IllegalArgumentException("trigger '" + text + "' is not " + SHORTEST + " or more ASCII characters");
            }
            add(text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII), numbers, buckets);
        }
        before = buckets.stream().map(b -> b.before).toArray(boolean[][]::new);
        words = buckets.stream().map(b -> b.words.toArray(byte[][]::new)).toArray(byte[][][]::new);
        offsets = buckets.stream().map(b -> b.offsets.stream().mapToInt(Integer::intValue).toArray()).toArray(int[][]::new);
    }

    private void add(byte[] word, Map<Integer, Integer> numbers, List<Bucket> buckets) {
        int at = rarest(word);
        for (int i = 1; i < last; i++) {
            int skip = last - i;
            each(word[at + i - 1], word[at + i], pair -> shift[pair] = (byte) Math.min(shift[pair], skip));
        }
        int number = numbers.computeIfAbsent(pair(word[at + last - 1], word[at + last]), p -> buckets.size());
        if (number == buckets.size()) {
            buckets.add(new Bucket());
        }
        each(word[at + last - 1], word[at + last], pair -> shift[pair] = (byte) -number);
        Bucket bucket = buckets.get(number);
        bucket.words.add(word);
        bucket.offsets.add(at);
        bucket.before[word[at + last - 2] & 0xff] = true;
        bucket.before[cased(word[at + last - 2], true) & 0xff] = true;
    }

    private int rarest(byte[] word) {
        int best = 0;
        for (int at = 1; at <= word.length - 1 - last; at++) {
            best = frequency(word, at) < frequency(word, best) ? at : best;
        }
        return best;
    }

    private int frequency(byte[] word, int at) {
        return weight(word[at + last - 1]) * weight(word[at + last]);
    }

    private static int weight(byte b) {
        int rank = FREQUENT.indexOf(b);
        return rank < 0 ? 1 : FREQUENT.length() - rank + 1;
    }

    private interface Pairs {
        void take(int pair);
    }

    private static void each(byte a, byte b, Pairs pairs) {
        for (int variant = 0; variant < 4; variant++) {
            pairs.take(pair(cased(a, (variant & 1) != 0), cased(b, (variant & 2) != 0)));
        }
    }

    private static byte cased(byte b, boolean upper) {
        return upper && b >= 'a' && b <= 'z' ? (byte) (b - 32) : b;
    }

    private static int pair(byte a, byte b) {
        return (a & 0xff) << 8 | b & 0xff;
    }

    /** Where the first of the words begins that lies within the bytes, or one close behind it; -1 where there is none. */
    public int find(byte[] b, int from, int to) {
        byte[] skips = shift;
        int end = last;
        int i = from + end;
        while (i < to) {
            int skip = skips[(b[i - 1] & 0xff) << 8 | b[i] & 0xff];
            if (skip <= 0) {
                if (before[-skip][b[i - 2] & 0xff]) {
                    int at = match(-skip, b, from, i - end, to);
                    if (at >= 0) {
                        return at;
                    }
                }
                skip = 1;
            }
            i += skip;
        }
        return -1;
    }

    private int match(int number, byte[] b, int from, int window, int to) {
        byte[][] candidates = words[number];
        for (int w = 0; w < candidates.length; w++) {
            int at = window - offsets[number][w];
            if (at >= from && at + candidates[w].length <= to && matches(candidates[w], b, at)) {
                return at;
            }
        }
        return -1;
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
