package com.nae.notify;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.nae.api.health.HealthLevel;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How notifications are sent, and which.
 *
 * @param command a program and its arguments; empty if there is none
 * @param level health changes are sent from this level on
 * @param group notifications within this time are one message
 * @param perHour maximum number of messages per hour
 */
record Config(List<String> command, Optional<URI> url, HealthLevel level, Duration group, int perHour) {
    static Config of(Settings settings) {
        Config config = new Config(
                settings.text("command")
                        .map(text -> List.of(text.split("\\s+")))
                        .orElse(List.of()),
                settings.text("url").map(Config::httpUrl),
                settings.choice("level", HealthLevel.class, HealthLevel.UNHEALTHY),
                settings.duration("group", Duration.ofSeconds(30)),
                settings.integer("per_hour", 12, 1, 3600));
        if (config.command.isEmpty() && config.url.isEmpty()) {
            throw new SettingsException("command", "or url is required");
        }
        if (config.level == HealthLevel.HEALTHY) {
            throw new SettingsException("level", "is HEALTHY, expected DEGRADED, UNHEALTHY or CRITICAL");
        }
        settings.end();
        return config;
    }

    private static URI httpUrl(String text) {
        try {
            URI uri = URI.create(text);
            if (List.of("http", "https").contains(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new SettingsException("url", "'" + text + "' is not a URL: " + e.getMessage());
        }
        throw new SettingsException("url", "'" + text + "' is not an http or https URL");
    }
}
