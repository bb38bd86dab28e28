package com.nae.healing.context;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.nae.healing.change.CommandPermissions;
import java.nio.file.FileSystems;
import java.time.Duration;
import java.util.List;

/** The settings of {@code com.nae.healing.cfg}; each key is described in the README. */
public record Config(
        Duration verifyMin,
        Duration verifyMax,
        int attempts,
        Limits limits,
        Duration holdMax,
        Duration relapse,
        CommandPermissions permissions) {
    private static final Duration COMMAND = Duration.ofMinutes(5);

    /**
     * The limits of work. @param diagnosis of one healer @param command of one command @param crew threads of the pool
     */
    public record Limits(Duration diagnosis, Duration command, int crew) {}

    /** Reads the globs, and compiles them so that a malformed one is refused now. */
    private static List<String> globs(Settings s) {
        List<String> globs = s.list("forbidden", List.of());
        try {
            globs.forEach(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob));
        } catch (IllegalArgumentException e) {
            throw new SettingsException("forbidden", "is no list of globs: " + e.getMessage());
        }
        return globs;
    }

    /** Reads the settings. @throws SettingsException that names the key which is unknown or malformed */
    public static Config of(Settings s) {
        Config config = new Config(
                s.duration("verify_min", Duration.ofSeconds(10)),
                s.duration("verify_max", Duration.ofMinutes(30)),
                s.integer("attempts", 3, 1, 20),
                new Limits(
                        s.duration("diagnosis_limit", Duration.ofSeconds(10)),
                        s.duration("command_limit", COMMAND),
                        s.integer("crew", 4, 1, 32)),
                s.duration("hold_max", Duration.ofMinutes(2)),
                s.duration("relapse", Duration.ofHours(1)),
                new CommandPermissions(
                        s.flag("install", true),
                        s.list("commands", List.of()),
                        globs(s),
                        s.integer("max_changed_lines", 20, 1, 1000),
                        s.duration("command_limit", COMMAND)));
        s.end();
        if (config.verifyMin.compareTo(config.verifyMax) > 0) {
            throw new SettingsException("verify_min", "is more than verify_max");
        }
        return config;
    }
}
