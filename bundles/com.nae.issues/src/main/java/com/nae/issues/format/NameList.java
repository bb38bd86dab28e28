package com.nae.issues.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** A list of names in a resource of the bundle, one a line, read at its first use. */
final class NameList {
    private final String resource;
    private Set<String> names;

    NameList(String resource) {
        this.resource = resource;
    }

    synchronized boolean contains(String name) {
        if (names == null) {
            names = read(resource);
        }
        return names.contains(name);
    }

    /**
     * Returns whether the list has a similar name: at most one edit away, or two for names longer than six characters.
     * Names shorter than five characters match nothing.
     */
    synchronized boolean isNear(String name) {
        return name.length() >= 5
                && (contains(name)
                        || names.stream()
                                .anyMatch(n -> n.length() >= 5 && isWithin(n, name, name.length() <= 6 ? 1 : 2)));
    }

    /** Returns whether the Levenshtein distance is at most {@code edits}. */
    private static boolean isWithin(String a, String b, int edits) {
        if (Math.abs(a.length() - b.length()) > edits || b.length() > 40) {
            return false;
        }
        int[] row = new int[b.length() + 1];
        java.util.Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                row[j] = Math.min(
                        Math.min(row[j], row[j - 1]) + 1, diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.length()] <= edits;
    }

    private static Set<String> read(String resource) {
        Set<String> names = new HashSet<>();
        try (var in = new BufferedReader(
                new InputStreamReader(NameList.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            in.lines()
                    .map(String::strip)
                    .filter(s -> !s.isEmpty() && !s.startsWith("#"))
                    .forEach(names::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}
