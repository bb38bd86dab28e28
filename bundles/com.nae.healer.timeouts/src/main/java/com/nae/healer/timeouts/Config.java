package com.nae.healer.timeouts;

import com.nae.api.config.Settings;
import java.time.Duration;

/** The settings of {@code com.nae.healer.timeouts.cfg}. @param cap the highest limit that is set */
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
