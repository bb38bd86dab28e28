package com.nae.issues.track;

import com.nae.api.config.Settings;

/**
 * The configuration of detection, read from {@code com.nae.issues.cfg}.
 *
 * @param maxBehind the unread output of one instance, in bytes, above which the older part is skipped
 * @param maxIssues the number of issues kept; beyond it the one least recently seen is removed
 */
record Config(long maxBehind, int maxIssues) {
    static Config of(Settings settings) {
        Config config =
                new Config(settings.size("max_behind", 256L << 20), settings.integer("max_issues", 1000, 10, 100_000));
        settings.end();
        return config;
    }
}
