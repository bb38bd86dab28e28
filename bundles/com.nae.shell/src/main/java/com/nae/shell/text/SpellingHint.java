package com.nae.shell.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The suggestion of the known word that was probably meant. */
public final class SpellingHint {
    private SpellingHint() {}

    /** {@code "; did you mean 'x'?"}, or empty if no known word is similar. */
    public static String hint(String word, Collection<String> known) {
        return of(word, known).map(near -> "; did you mean '" + near + "'?").orElse("");
    }

    /** The most similar word: one with this prefix, or with few edits for its length. */
    static Optional<String> of(String word, Collection<String> known) {
        int most = Math.max(1, Math.min(3, word.length() / 2));
        return known.stream()
                .filter(k -> k.startsWith(word) || distance(word, k) <= most)
                .min(Comparator.comparingInt(k -> distance(word, k)));
    }

    /** The edits between two words; a swap of neighbours is one edit (optimal string alignment). */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : cheapest(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    /** One cell of the table, by the cheapest of deletion, insertion, replacement and swap. */
    private static int cheapest(int[][] d, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int cost = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(cost, d[i - 2][j - 2] + 1) : cost;
    }
}
