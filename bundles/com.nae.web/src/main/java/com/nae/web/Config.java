package com.nae.web;

import com.nae.api.config.Settings;

/**
 * Where the status API listens.
 *
 * @param port 0 for any free one
 */
record Config(int port) {
    static final int PORT = 8420;

    static Config of(Settings settings) {
        Config config = new Config(settings.integer("port", PORT, 0, 65535));
        settings.end();
        return config;
    }
}
