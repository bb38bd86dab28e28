package com.nae.api.issue;

import java.util.Locale;

/** What kind of repair an issue calls for. */
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

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
