package com.nae.learning;

import com.nae.api.config.Settings;
import com.nae.learning.forecast.Forecaster;
import com.nae.learning.restart.Planner;
import java.time.Duration;

/**
 * The settings of {@code com.nae.learning.cfg}.
 *
 * @param interval between two rounds of learning
 * @param forecaster what must be seen before a program is restarted pre-emptively
 * @param restarts how that is done
 * @param enhance whether enhancements are made
 */
record Config(Duration interval, Forecaster forecaster, Planner.Terms restarts, boolean enhance) {
    static Config of(Settings s) {
        Forecaster forecaster = new Forecaster(s.duration("preemptive_min_uptime", Duration.ofMinutes(345)).toSeconds(), s.decimal("preemptive_level", 0.94, 0.75, 1),
                s.decimal("preemptive_lead", 0.05, 0.01, 0.5));
        Planner.Terms restarts = new Planner.Terms(s.flag("preemptive_restarts", true), s.duration("preemptive_budget", Duration.ofDays(1)),
                s.duration("preemptive_watch", Duration.ofMinutes(5)));
        Config config = new Config(s.duration("learning_interval", Duration.ofSeconds(300)), forecaster, restarts, s.flag("enhancements", true));
        s.end();
        return config;
    }
}
