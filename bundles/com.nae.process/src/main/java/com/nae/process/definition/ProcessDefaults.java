package com.nae.process.definition;

import com.nae.api.config.Settings;
import java.time.Duration;

/** What holds where a process's file says nothing: the settings of {@code com.nae.process.cfg}. */
public record ProcessDefaults(
        Duration startSeconds,
        int restartThreshold,
        Duration restartWindow,
        Duration backoffInitial,
        Duration backoffMax,
        Duration backoffReset,
        Duration stopTimeout,
        long logMaxSize,
        int logKeep,
        boolean logCompress) {
    static final int MOST_RESTARTS = 100_000;
    static final long SMALLEST_LOG = 4096;
    static final int MOST_LOGS = 10_000;

    public static final ProcessDefaults STANDARD = new ProcessDefaults(
            Duration.ofSeconds(1),
            3,
            Duration.ofMinutes(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            50L << 20,
            10,
            true);

    /** Reads them; does not call {@link Settings#end()}, so that others may read keys of the same file. */
    public static ProcessDefaults of(Settings s) {
        return STANDARD.read(s);
    }

    /** These, overridden by what the settings say. */
    ProcessDefaults read(Settings s) {
        return new ProcessDefaults(
                s.duration("start_seconds", startSeconds),
                s.integer("restart_threshold", restartThreshold, 1, MOST_RESTARTS),
                s.attempt(
                        restartWindow,
                        () -> SettingBounds.positive("restart_window", s.duration("restart_window", restartWindow))),
                s.duration("backoff_initial", backoffInitial),
                s.duration("backoff_max", backoffMax),
                s.duration("backoff_reset", backoffReset),
                s.duration("stop_timeout", stopTimeout),
                s.attempt(
                        logMaxSize,
                        () -> SettingBounds.atLeast("log_max_size", s.size("log_max_size", logMaxSize), SMALLEST_LOG)),
                s.integer("log_keep", logKeep, 0, MOST_LOGS),
                s.flag("log_compress", logCompress));
    }
}
