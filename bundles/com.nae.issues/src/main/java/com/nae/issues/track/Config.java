package com.nae.issues.track;

import com.nae.api.config.Settings;

/**
 * The settings of detection.
 *
 * @param maxBehind bytes of unread output beyond which the older part is passed over
 * @param maxIssues issues kept; beyond them the one least recently seen is forgotten
 */
record Config(long maxBehind, int maxIssues) {
    static Config of(Settings settings) {
        Config config =
                new Config(settings.size("max_behind", 256L << 20), settings.integer("max_issues", 1000, 10, 100_000));
        settings.end();
        return config;
    }
}
