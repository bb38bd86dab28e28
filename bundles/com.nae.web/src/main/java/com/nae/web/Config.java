package com.nae.web;

import com.nae.api.config.Settings;

/**
 * The settings of {@code com.nae.web.cfg}.
 *
 * @param port TCP port on the loopback interface; 0 takes any free port
 */
record Config(int port) {
    static final int DEFAULT_PORT = 8420;

    static Config of(Settings settings) {
        Config config = new Config(settings.integer("port", DEFAULT_PORT, 0, 65535));
        settings.end();
        return config;
    }
}
