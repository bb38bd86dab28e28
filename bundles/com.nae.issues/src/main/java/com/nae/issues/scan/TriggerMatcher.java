package com.nae.issues.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * A set of words looked for in bytes all at once. Of each word a window of so many bytes counts as the shortest word
 * has, the one made of its rarest pairs. Wherever a window lies it covers exactly one of the pairs that begin at every
 * {@code width - 1}st byte, so no others are looked at. Where in a window a pair may stand is kept as a set of bits, by
 * which its neighbours are tried next. Immutable.
 */
public final class TriggerMatcher {
    /** The shortest word, and the widest window. */
    public static final int SHORTEST = 4;

    private static final int WIDEST = 8;
    /** From the most to the least frequent in logs, roughly; what is not in it is rare. */
    private static final String FREQUENT = " etaoi0nsr1lhdc2um.fpgwy:bv3-k";

    private static final byte[] FOLD = new byte[256];

    static {
        for (int c = 0; c < 256; c++) {
            FOLD[c] = (byte) (c >= 'A' && c <= 'Z' ? c + 32 : c);
        }
    }

    /** A word that has a pair, at an offset. */
    private record Site(byte[] word, boolean folded, int offset) {}

    private final int step;
    private final int lastPlace;
    /** Per pair of bytes a bit for each place in a window that it has. */
    private final byte[] places = new byte[1 << 16];

    private final Site[][] sites = new Site[1 << 16][];

    /** @throws IllegalArgumentException if a word is shorter than {@link #SHORTEST} or not ASCII */
    public TriggerMatcher(Collection<String> texts) {
        this(texts, List.of());
    }

    /** @param texts words in any case; @param exact words as they stand */
    public TriggerMatcher(Collection<String> texts, Collection<String> exact) {
        List<String> all = new ArrayList<>(texts);
        all.addAll(exact);
        all.forEach(TriggerMatcher::check);
        step = Math.min(WIDEST, all.stream().mapToInt(String::length).min().orElse(WIDEST)) - 1;
        lastPlace = 1 << step - 1;
        texts.stream().distinct().forEach(text -> add(text.toLowerCase(Locale.ROOT), true));
        exact.stream().distinct().forEach(text -> add(text, false));
    }

    private static void check(String text) {
        if (text.length() < SHORTEST || !StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(
                    "trigger '" + text + "' is not " + SHORTEST + " or more ASCII characters");
        }
    }

    private void add(String text, boolean folded) {
        byte[] word = text.getBytes(StandardCharsets.US_ASCII);
        int window = rarest(word);
        for (int place = 0; place < step; place++) {
            Site site = new Site(word, folded, window + place);
            byte a = word[window + place];
            byte b = word[window + place + 1];
            for (int variant = 0; variant < (folded ? 4 : 1); variant++) {
                put(pair(cased(a, (variant & 1) != 0), cased(b, (variant & 2) != 0)), place, site);
            }
        }
    }

    private void put(int pair, int place, Site site) {
        Site[] before = sites[pair] == null ? new Site[0] : sites[pair];
        if (before.length == 0 || before[before.length - 1] != site) {
            sites[pair] = java.util.Arrays.copyOf(before, before.length + 1);
            sites[pair][before.length] = site;
        }
        places[pair] |= (byte) (1 << place);
    }

    /** Where the window begins whose pairs are the rarest. */
    private int rarest(byte[] word) {
        int best = 0;
        for (int at = 1; at + step < word.length; at++) {
            best = frequency(word, at) < frequency(word, best) ? at : best;
        }
        return best;
    }

    private int frequency(byte[] word, int window) {
        int sum = 0;
        for (int i = window; i < window + step; i++) {
            sum += weight(word[i]) * weight(word[i + 1]);
        }
        return sum;
    }

    private static int weight(byte b) {
        int rank = FREQUENT.indexOf(Character.toLowerCase(b));
        return rank < 0 ? 1 : FREQUENT.length() - rank + 1;
    }

    private static byte cased(byte b, boolean upper) {
        return upper && b >= 'a' && b <= 'z' ? (byte) (b - 32) : b;
    }

    private static int pair(byte a, byte b) {
        return (a & 0xff) << 8 | b & 0xff;
    }

    /**
     * Where the first of the words begins that lies within the bytes, or one close behind it; -1 where there is none.
     */
    public int find(byte[] b, int from, int to) {
        byte[] known = places;
        int stride = step;
        int open = lastPlace;
        int at = to - from > 1 ? edge(b, from, from, to) : -1;
        int i = from + stride;
        while (at < 0 && i < to - 2) {
            int middle = (b[i] & 0xff) << 8 | b[i + 1] & 0xff;
            int fits = known[middle]
                    & (known[(middle & 0xff) << 8 | b[i + 2] & 0xff] >> 1 | open)
                    & (known[(b[i - 1] & 0xff) << 8 | middle >> 8] << 1 | 1);
            if (fits != 0) {
                at = match(b, from, i, to);
            }
            i += stride;
        }
        return at < 0 && i == to - 2 ? edge(b, from, i, to) : at;
    }

    /** At the edges a pair has one neighbour or none. */
    private int edge(byte[] b, int from, int i, int to) {
        return places[pair(b[i], b[i + 1])] != 0 ? match(b, from, i, to) : -1;
    }

    private int match(byte[] b, int from, int i, int to) {
        for (Site site : sites[pair(b[i], b[i + 1])]) {
            int at = i - site.offset;
            if (at >= from && at + site.word.length <= to && matches(site, b, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean matches(Site site, byte[] b, int at) {
        byte[] word = site.word;
        for (int i = 0; i < word.length; i++) {
            if ((site.folded ? FOLD[b[at + i] & 0xff] : b[at + i]) != word[i]) {
                return false;
            }
        }
        return true;
    }
}
