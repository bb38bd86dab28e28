package com.nae.config;

import com.nae.api.config.SettingsException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a configuration file: {@code com.nae.health.cfg}, or {@code com.nae.process-trader.cfg} for one of
 * several.
 *
 * @param pid the PID or factory PID in Config Admin
 * @param name the part after the first dash, if there is one
 */
record ConfigurationFileName(String pid, Optional<String> name) {
    private static final String PREFIX = "com.nae.";
    private static final String SUFFIX = ".cfg";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
    private static final Pattern PID = Pattern.compile("com\\.nae\\.[a-z0-9]+(\\.[a-z0-9]+)*");

    /** Whether a file of this name is a configuration file; the temporary files of editors are not. */
    static boolean isConfiguration(String file) {
        return file.startsWith(PREFIX) && file.endsWith(SUFFIX);
    }

    /** Parses a name. @throws SettingsException with the reason, if it is invalid */
    static ConfigurationFileName of(String file) {
        if (!isConfiguration(file)) {
            throw new SettingsException("", "is not named " + PREFIX + "<what>" + SUFFIX);
        }
        String base = file.substring(0, file.length() - SUFFIX.length());
        int dash = base.indexOf('-');
        String pid = dash < 0 ? base : base.substring(0, dash);
        if (!PID.matcher(pid).matches()) {
            throw new SettingsException(
                    "", "is not named " + PREFIX + "<what>" + SUFFIX + ": letters in lower case, digits and dots");
        }
        return new ConfigurationFileName(
                pid, dash < 0 ? Optional.empty() : Optional.of(checked(base.substring(dash + 1))));
    }

    /** The name becomes part of the names of folders and logs, so it has no other characters. */
    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new SettingsException(
                    "",
                    "has an invalid name after the dash: up to 100 letters, digits, '_', '.' and '-', the first a"
                            + " letter or digit");
        }
        return name;
    }
}
