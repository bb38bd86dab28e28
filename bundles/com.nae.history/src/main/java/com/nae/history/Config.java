package com.nae.history;

import com.nae.api.config.Settings;
import java.time.Duration;

/** The settings of {@code com.nae.history.cfg}, which the README documents. @param maxSize of the file, in bytes */
record Config(Duration flushInterval, Duration keepRaw, Duration keepMinutes, Duration keepHours, long maxSize) {
    static Config of(Settings s) {
        Config config = new Config(
                s.duration("flush_interval", Duration.ofMinutes(5)),
                s.duration("keep_raw", Duration.ofDays(1)),
                s.duration("keep_minutes", Duration.ofDays(30)),
                s.duration("keep_hours", Duration.ofDays(730)),
                s.size("history_max_size", 256L << 20));
        s.end();
        return config;
    }

    /** The same with half the retention times, for a file that is too large. */
    Config halved() {
        return new Config(
                flushInterval, keepRaw.dividedBy(2), keepMinutes.dividedBy(2), keepHours.dividedBy(2), maxSize);
    }
}
