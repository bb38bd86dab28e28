package com.nae.learning;

import com.nae.api.config.Settings;
import java.time.Duration;

/**
 * The settings of {@code com.nae.learning.cfg}.
 *
 * @param interval between two rounds of learning
 * @param preemptive whether programs are restarted before a resource runs out
 * @param minUptime a program must have run before it is restarted pre-emptively
 * @param level part of the limit that must be in use before that
 * @param budget time between two pre-emptive restarts of an instance
 * @param enhance whether enhancements are made
 */
record Config(Duration interval, boolean preemptive, Duration minUptime, double level, Duration budget, boolean enhance) {
    static Config of(Settings s) {
        Config config = new Config(s.duration("learning_interval", Duration.ofSeconds(300)), s.flag("preemptive_restarts", true),
                s.duration("preemptive_min_uptime", Duration.ofMinutes(345)), s.decimal("preemptive_level", 0.94, 0.75, 1),
                s.duration("preemptive_budget", Duration.ofDays(1)), s.flag("enhancements", true));
        s.end();
        return config;
    }
}
