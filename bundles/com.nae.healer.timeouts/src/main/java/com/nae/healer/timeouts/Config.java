package com.nae.healer.timeouts;

import com.nae.api.config.Settings;
import java.time.Duration;

/** @param cap no limit is raised above it */
record Config(Duration cap) {
    static final String PID = "com.nae.healer.timeouts";

    static Config of(Settings settings) {
        Config config = new Config(settings.duration("cap", Duration.ofSeconds(60)));
        settings.end();
        return config;
    }

    double capSeconds() {
        return cap.toMillis() / 1000.0;
    }
}
