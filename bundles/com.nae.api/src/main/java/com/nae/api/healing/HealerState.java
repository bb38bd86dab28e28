package com.nae.api.healing;

import java.util.Locale;

/** Whether a healer is asked. */
public enum HealerState {
    /** It is asked about the issues that it handles. */
    ACTIVE,
    /** It has thrown, hung or killed the runtime too often and is not asked for a while. */
    QUARANTINED;

    /** The state as {@code nae healers} prints it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
