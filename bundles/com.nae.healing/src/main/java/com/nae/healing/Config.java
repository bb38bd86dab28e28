package com.nae.healing;

import java.time.Duration;
import java.util.List;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;

/** The settings of {@code com.nae.healing.cfg}; each key is described in the README. */
record Config(Duration verifyMin, Duration verifyMax, int attempts, Limits limits, Duration holdMax, Duration relapse, Permissions permissions) {
    /** Time limits of work: of a healer's diagnosis, of a command, and how much is done at once. */
    record Limits(Duration diagnosis, Duration command, int crew) {
    }

    /** What may be done at all: declared requirements installed, further commands, paths never edited, lines one edit may change. */
    record Permissions(boolean install, List<String> commands, List<String> forbidden, int mostLines) {
    }

    static Config of(Settings s) {
        Config config = new Config(s.duration("verify_min", Duration.ofSeconds(10)), s.duration("verify_max", Duration.ofMinutes(30)),
                s.integer("attempts", 3, 1, 20),
                new Limits(s.duration("diagnosis_limit", Duration.ofSeconds(10)), s.duration("command_limit", Duration.ofMinutes(5)), s.integer("crew", 4, 1, 32)),
                s.duration("hold_max", Duration.ofMinutes(2)), s.duration("relapse", Duration.ofHours(1)),
                new Permissions(s.flag("install", true), s.list("commands", List.of()), s.list("forbidden", List.of()), s.integer("max_changed_lines", 20, 1, 1000)));
        s.end();
        if (config.verifyMin.compareTo(config.verifyMax) > 0) {
            throw new SettingsException("verify_min", "is more than verify_max");
        }
        return config;
    }
}
