package com.nae.health;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.nae.health.level.Thresholds;
import java.time.Duration;

/** The settings of {@code com.nae.health.cfg}, which the README documents. */
record Config(Duration interval, Duration watchInterval, Duration checkTimeout, Thresholds thresholds) {
    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofHours(1);

    static Config of(Settings s) {
        Duration interval = bounded(s, "health_check_interval", Duration.ofSeconds(30));
        Duration watch = bounded(s, "watch_interval", Duration.ofSeconds(5));
        Duration timeout = bounded(s, "check_timeout", Duration.ofSeconds(5));
        Thresholds thresholds = new Thresholds(
                s.decimal("error_threshold", 10, 0, 1_000_000),
                s.integer("checks_before_change", 3, 1, 100),
                s.duration("grace", Duration.ofSeconds(30)),
                s.decimal("disk_threshold", 95, 1, 100));
        s.end();
        return new Config(interval, watch.compareTo(interval) < 0 ? watch : interval, timeout, thresholds);
    }

    private static Duration bounded(Settings s, String key, Duration otherwise) {
        Duration value = s.duration(key, otherwise);
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw new SettingsException(key, "is out of range, expected 500ms to 1h");
        }
        return value;
    }
}
