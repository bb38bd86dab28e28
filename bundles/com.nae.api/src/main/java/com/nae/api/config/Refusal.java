package com.nae.api.config;

import java.time.Instant;

/**
 * A configuration file or drop-in that was refused, with the key (or empty) and the reason; what it would have replaced
 * goes on.
 *
 * @param file name of the file, or its path below the home
 * @param key the key that is wrong; empty where the file as a whole is
 * @param reason why, in words
 * @param at when it was refused
 */
public record Refusal(String file, String key, String reason, Instant at) {
    @Override
    public String toString() {
        return file + ": " + (key.isEmpty() ? "" : key + " ") + reason;
    }
}
