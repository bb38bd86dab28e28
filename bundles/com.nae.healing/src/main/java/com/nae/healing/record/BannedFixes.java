package com.nae.healing.record;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What must not be tried by itself again: patterns that failed for a fingerprint, or that an operator refused. Kept
 * over restarts.
 */
public final class BannedFixes {
    /** One pattern for one fingerprint, and why not. */
    record Ban(String fingerprint, String pattern, String why, Instant at) {
        String key() {
            return fingerprint + " " + pattern;
        }
    }

    private final KeyedRecordFile<Ban> file;
    private final Map<String, Ban> bans = new HashMap<>();

    public BannedFixes(Path folder) throws IOException {
        file = new KeyedRecordFile<>(folder.resolve("never"), Ban.class, Ban::key);
        file.read().forEach(ban -> bans.put(ban.key(), ban));
    }

    public boolean allows(String fingerprint, String pattern) {
        return !bans.containsKey(fingerprint + " " + pattern);
    }

    public void ban(String fingerprint, String pattern, String why, Instant at) {
        Ban ban = new Ban(fingerprint, pattern, why, at);
        if (bans.put(ban.key(), ban) == null) {
            file.put(ban);
        }
    }
}
