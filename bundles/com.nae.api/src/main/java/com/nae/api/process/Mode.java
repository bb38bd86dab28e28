package com.nae.api.process;

import java.util.Locale;

/** Where an instance runs: against the real world, or against a paper one in which repairs are tried first. */
public enum Mode {
    SANDBOX,
    LIVE;

    /** The name as users write it: {@code sandbox}, {@code live}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
