package com.nae.api.issue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kind of repair that an issue calls for. The words are a promise to scripts and configuration files. */
public enum Family {
    /** A name or module is missing. */
    IMPORT,
    /** Another side cannot be reached or refuses. */
    CONNECTION,
    /** Something took longer than its limit. */
    TIMEOUT,
    /** A key or variable is missing. */
    KEY,
    /** Everything else. */
    OTHER;

    /** The family as users write it: {@code import}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The family of a word; empty where there is none of that word. */
    public static Optional<Family> of(String word) {
        return Arrays.stream(values())
                .filter(family -> family.word().equals(word))
                .findFirst();
    }
}
