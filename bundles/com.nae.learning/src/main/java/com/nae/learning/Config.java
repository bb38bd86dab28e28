package com.nae.learning;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.nae.learning.forecast.ExhaustionForecaster;
import com.nae.learning.restart.RestartPlanner;
import java.time.Duration;

/**
 * The settings of {@code com.nae.learning.cfg}.
 *
 * @param interval time between two rounds of learning
 * @param forecaster the conditions of a pre-emptive restart
 * @param restarts how pre-emptive restarts are made
 * @param enhance whether enhancements are applied
 */
record Config(Duration interval, ExhaustionForecaster forecaster, RestartPlanner.Options restarts, boolean enhance) {
    private static final Duration MIN_INTERVAL = Duration.ofMillis(100);

    static Config of(Settings s) {
        ExhaustionForecaster forecaster = new ExhaustionForecaster(
                s.duration("preemptive_min_uptime", Duration.ofMinutes(345)).toSeconds(),
                s.decimal("preemptive_level", 0.94, 0.75, 1),
                s.decimal("preemptive_lead", 0.05, 0.01, 0.5));
        RestartPlanner.Options restarts = new RestartPlanner.Options(
                s.flag("preemptive_restarts", true),
                s.duration("preemptive_budget", Duration.ofDays(1)),
                s.duration("preemptive_watch", Duration.ofMinutes(5)));
        Config config =
                new Config(interval(s, Duration.ofSeconds(300)), forecaster, restarts, s.flag("enhancements", true));
        s.end();
        return config;
    }

    private static Duration interval(Settings s, Duration defaultInterval) {
        Duration interval = s.duration("learning_interval", defaultInterval);
        return s.attempt(defaultInterval, () -> {
            if (interval.compareTo(MIN_INTERVAL) < 0) {
                throw new SettingsException("learning_interval", "is shorter than 100ms");
            }
            return interval;
        });
    }
}
