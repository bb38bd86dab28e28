package com.nae.process.definition;

import com.nae.api.config.SettingsException;
import com.nae.api.process.Mode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The keys of one file, seen through one mode: {@code live.nice} is {@code nice} for live, and not there for the
 * sandbox.
 *
 * @param all as the file writes them
 * @param modes in which the process runs
 */
record ModeKeys(Map<String, String> all, Set<Mode> modes) {
    static final String MODES = "modes";

    /**
     * The keys as they are for a mode. A mode in which the process does not run is seen through the keys of the one in
     * which it does, so that its own keys are checked although they have no effect.
     */
    Map<String, String> of(Mode mode) {
        Map<String, String> keys = new HashMap<>();
        all.forEach((key, value) -> {
            if (isOfEveryMode(key)) {
                keys.put(key, value);
            }
        });
        if (!modes.contains(mode)) {
            modes.forEach(other -> overlay(other, keys));
        }
        overlay(mode, keys);
        return keys;
    }

    private static boolean isOfEveryMode(String key) {
        for (Mode mode : Mode.values()) {
            if (key.startsWith(prefix(mode))) {
                return false;
            }
        }
        return !key.equals(MODES);
    }

    private void overlay(Mode mode, Map<String, String> keys) {
        String prefix = prefix(mode);
        all.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                keys.put(key.substring(prefix.length()), value);
            }
        });
    }

    /** Whether the file has a key for a mode in particular. */
    boolean has(Mode mode, String key) {
        return all.containsKey(prefix(mode) + key);
    }

    /** Whether the file has a key for every mode. */
    boolean has(String key) {
        return all.containsKey(key);
    }

    /** A problem with the key as the file writes it. */
    SettingsException asWritten(SettingsException problem, Mode mode) {
        return has(mode, problem.key())
                ? new SettingsException(prefix(mode) + problem.key(), problem.reason())
                : problem;
    }

    private static String prefix(Mode mode) {
        return mode.word() + ".";
    }
}
