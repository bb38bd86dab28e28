package com.nae.api.health;

import java.util.Optional;

/** What one check found: a level and the reason in plain words, or no level where the check itself could not run. */
public record Finding(String check, Optional<HealthLevel> level, String reason) {
    public static Finding of(String check, HealthLevel level, String reason) {
        return new Finding(check, Optional.of(level), reason);
    }

    public static Finding unknown(String check, String why) {
        return new Finding(check, Optional.empty(), why);
    }
}
