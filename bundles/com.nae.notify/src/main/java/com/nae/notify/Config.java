package com.nae.notify;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.nae.api.health.HealthLevel;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who is told, and of what.
 *
 * @param command a program and its arguments; empty where there is none
 * @param level from this one on an instance's health is told, and when it is better again
 * @param group what happens within this time is one message
 * @param perHour messages an hour at most; what is over waits for the next one
 */
record Config(List<String> command, Optional<URI> url, HealthLevel level, Duration group, int perHour) {
    static Config of(Settings settings) {
        Config config = new Config(
                settings.text("command")
                        .map(text -> List.of(text.split("\\s+")))
                        .orElse(List.of()),
                settings.text("url").map(Config::web),
                settings.choice("level", HealthLevel.class, HealthLevel.UNHEALTHY),
                settings.duration("group", Duration.ofSeconds(30)),
                settings.integer("per_hour", 12, 1, 3600));
        if (config.command.isEmpty() && config.url.isEmpty()) {
            throw new SettingsException("command", "or url is required: who is to be told?");
        }
        if (config.level == HealthLevel.HEALTHY) {
            throw new SettingsException("level", "is HEALTHY, which is nothing to tell a person");
        }
        settings.end();
        return config;
    }

    private static URI web(String text) {
        try {
            URI uri = URI.create(text);
            if (List.of("http", "https").contains(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new SettingsException("url", "'" + text + "' is not an address: " + e.getMessage());
        }
        throw new SettingsException("url", "'" + text + "' is no http or https address");
    }
}
