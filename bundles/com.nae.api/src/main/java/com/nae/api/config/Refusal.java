package com.nae.api.config;

import java.time.Instant;

/**
 * A configuration file or drop-in that was refused, with the key (or empty) and the reason; what it would have replaced
 * goes on.
 */
public record Refusal(String file, String key, String reason, Instant at) {
    @Override
    public String toString() {
        return file + ": " + (key.isEmpty() ? "" : key + " ") + reason;
    }
}
