package com.nae.api.issue;

import java.util.Locale;

/** What kind of repair an issue calls for. */
public enum Family {
    IMPORT,
    CONNECTION,
    TIMEOUT,
    KEY,
    OTHER;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
