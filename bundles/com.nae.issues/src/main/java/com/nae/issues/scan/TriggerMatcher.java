package com.nae.issues.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * A search for several words in bytes at once. Immutable.
 *
 * <p>Each word is represented by a window of bytes, as long as the shortest word. The window with the rarest pairs of
 * bytes is used. Wherever it lies, exactly one of its pairs begins at a multiple of {@code step}, so only these pairs
 * are looked at. A bit set holds the positions that a pair has in windows. A pair whose neighbours do not fit its
 * positions is skipped without comparing words.
 */
public final class TriggerMatcher {
    /** The length of the shortest word allowed. */
    public static final int MIN_LENGTH = 4;

    /** The length of the longest window. */
    private static final int MAX_WINDOW = 8;
    /** The characters of logs, roughly from the most to the least frequent. Others are rare. */
    private static final String BY_FREQUENCY = " etaoi0nsr1lhdc2um.fpgwy:bv3-k";

    private static final byte[] LOWER_CASE = new byte[256];

    static {
        for (int c = 0; c < 256; c++) {
            LOWER_CASE[c] = (byte) (c >= 'A' && c <= 'Z' ? c + 32 : c);
        }
    }

    /** A word in which a pair of bytes stands at an offset. */
    private record Occurrence(byte[] word, boolean ignoreCase, int offset) {}

    private final int step;
    private final int lastPosition;
    /** The positions in windows of each pair of bytes, one bit each. */
    private final byte[] positions = new byte[1 << 16];

    private final Occurrence[][] occurrences = new Occurrence[1 << 16][];

    /** @throws IllegalArgumentException if a word is shorter than {@link #MIN_LENGTH} or not ASCII */
    public TriggerMatcher(Collection<String> texts) {
        this(texts, List.of());
    }

    /**
     * Builds the search.
     *
     * @param texts words that match in any case
     * @param exact words that match in this case only
     */
    public TriggerMatcher(Collection<String> texts, Collection<String> exact) {
        List<String> all = new ArrayList<>(texts);
        all.addAll(exact);
        all.forEach(TriggerMatcher::check);
        step = Math.min(MAX_WINDOW, all.stream().mapToInt(String::length).min().orElse(MAX_WINDOW)) - 1;
        lastPosition = 1 << step - 1;
        texts.stream().distinct().forEach(text -> add(text.toLowerCase(Locale.ROOT), true));
        exact.stream().distinct().forEach(text -> add(text, false));
    }

    private static void check(String text) {
        if (text.length() < MIN_LENGTH
                || !StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(
                    "trigger '" + text + "' is not " + MIN_LENGTH + " or more ASCII characters");
        }
    }

    private void add(String text, boolean ignoreCase) {
        byte[] word = text.getBytes(StandardCharsets.US_ASCII);
        int window = rarestWindow(word);
        for (int position = 0; position < step; position++) {
            Occurrence occurrence = new Occurrence(word, ignoreCase, window + position);
            byte a = word[window + position];
            byte b = word[window + position + 1];
            for (int variant = 0; variant < (ignoreCase ? 4 : 1); variant++) {
                put(pair(withCase(a, (variant & 1) != 0), withCase(b, (variant & 2) != 0)), position, occurrence);
            }
        }
    }

    private void put(int pair, int position, Occurrence occurrence) {
        Occurrence[] before = occurrences[pair] == null ? new Occurrence[0] : occurrences[pair];
        if (before.length == 0 || before[before.length - 1] != occurrence) {
            occurrences[pair] = java.util.Arrays.copyOf(before, before.length + 1);
            occurrences[pair][before.length] = occurrence;
        }
        positions[pair] |= (byte) (1 << position);
    }

    /** Returns where the window with the rarest pairs begins. */
    private int rarestWindow(byte[] word) {
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
        int rank = BY_FREQUENCY.indexOf(Character.toLowerCase(b));
        return rank < 0 ? 1 : BY_FREQUENCY.length() - rank + 1;
    }

    private static byte withCase(byte b, boolean upper) {
        return upper && b >= 'a' && b <= 'z' ? (byte) (b - 32) : b;
    }

    private static int pair(byte a, byte b) {
        return (a & 0xff) << 8 | b & 0xff;
    }

    /**
     * Returns where one of the words begins that lies within the bytes: the first, or one shortly after it; -1 if there
     * is none.
     */
    public int find(byte[] b, int from, int to) {
        byte[] allPositions = positions;
        int stride = step;
        int last = lastPosition;
        int at = to - from > 1 ? matchAtEdge(b, from, from, to) : -1;
        int i = from + stride;
        while (at < 0 && i < to - 2) {
            int middle = (b[i] & 0xff) << 8 | b[i + 1] & 0xff;
            int common = allPositions[middle]
                    & (allPositions[(middle & 0xff) << 8 | b[i + 2] & 0xff] >> 1 | last)
                    & (allPositions[(b[i - 1] & 0xff) << 8 | middle >> 8] << 1 | 1);
            if (common != 0) {
                at = match(b, from, i, to);
            }
            i += stride;
        }
        return at < 0 && i == to - 2 ? matchAtEdge(b, from, i, to) : at;
    }

    /** Compares the words at a pair at the first or last position, which has no neighbour on one side. */
    private int matchAtEdge(byte[] b, int from, int i, int to) {
        return positions[pair(b[i], b[i + 1])] != 0 ? match(b, from, i, to) : -1;
    }

    private int match(byte[] b, int from, int i, int to) {
        for (Occurrence occurrence : occurrences[pair(b[i], b[i + 1])]) {
            int at = i - occurrence.offset;
            if (at >= from && at + occurrence.word.length <= to && matches(occurrence, b, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean matches(Occurrence occurrence, byte[] b, int at) {
        byte[] word = occurrence.word;
        for (int i = 0; i < word.length; i++) {
            if ((occurrence.ignoreCase ? LOWER_CASE[b[at + i] & 0xff] : b[at + i]) != word[i]) {
                return false;
            }
        }
        return true;
    }
}
