package com.nae.process.definition;

import com.nae.api.config.SettingsException;
import java.util.Locale;
import java.util.Set;

/** The signals with which a program may be asked to stop, by name with or without {@code SIG}. */
final class StopSignals {
    private static final Set<String> NAMES = Set.of(
            "ABRT", "ALRM", "CONT", "HUP", "INT", "KILL", "PIPE", "PWR", "QUIT", "TERM", "TSTP", "USR1", "USR2",
            "WINCH");

    private StopSignals() {}

    /** The name without {@code SIG}. */
    static String of(String key, String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        String name = upper.startsWith("SIG") ? upper.substring("SIG".length()) : upper;
        if (!NAMES.contains(name)) {
            throw new SettingsException(key, "is '" + text + "', expected a signal such as TERM, INT or SIGQUIT");
        }
        return name;
    }
}
