package com.nae.process.definition;

import com.nae.api.config.Settings;
import com.nae.api.process.ProcessDefinition;
import java.time.Duration;

/**
 * The values of keys that the file of a process leaves out: the settings of {@code com.nae.process.cfg}.
 *
 * @param logMaxSize bytes
 * @param logKeep number of rotated files
 */
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

    /** Reads them, but does not call {@link Settings#end()}: other keys of the same file are read elsewhere. */
    public static ProcessDefaults of(Settings s) {
        return STANDARD.read(s);
    }

    /** These, overridden by the keys that are set. */
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

    /** How logs are rotated. */
    public ProcessDefinition.Log log() {
        return new ProcessDefinition.Log(logMaxSize, logKeep, logCompress);
    }
}
