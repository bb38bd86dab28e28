package com.nae.process.definition;

import com.nae.api.config.SettingsException;
import java.time.Duration;
import java.util.regex.Pattern;

/** Checks of values that several keys share. */
final class SettingBounds {
    /** The name of a process, as it stands in file names and in {@code depends_on}. */
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    /** In commands it stands for every process. */
    private static final String EVERY = "all";

    private SettingBounds() {}

    static String name(String key, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new SettingsException(
                    key,
                    "'" + name
                            + "' is no name of a process: up to 64 of A-Z a-z 0-9 _ . -, the first a letter or digit");
        }
        if (name.equals(EVERY)) {
            throw new SettingsException(key, "'all' means every process in commands and cannot name one");
        }
        return name;
    }

    static Duration positive(String key, Duration value) {
        if (value.isZero()) {
            throw new SettingsException(key, "must be longer than 0s");
        }
        return value;
    }

    static long atLeast(String key, long value, long least) {
        if (value < least) {
            throw new SettingsException(key, "is " + value + ", expected at least " + least);
        }
        return value;
    }
}
