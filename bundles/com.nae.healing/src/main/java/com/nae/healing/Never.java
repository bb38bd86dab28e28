package com.nae.healing;

import com.nae.healing.change.Records;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What must not be tried by itself again: patterns that failed for a fingerprint, or that a person refused. Kept over
 * restarts.
 */
final class Never {
    /** One pattern for one fingerprint, and why not. */
    record Ban(String fingerprint, String pattern, String why, Instant at) {
        String key() {
            return fingerprint + " " + pattern;
        }
    }

    private final Records<Ban> file;
    private final Map<String, Ban> bans = new HashMap<>();

    Never(Path folder) throws IOException {
        file = new Records<>(folder.resolve("never"), Ban.class, Ban::key);
        file.read().forEach(ban -> bans.put(ban.key(), ban));
    }

    boolean allows(String fingerprint, String pattern) {
        return !bans.containsKey(fingerprint + " " + pattern);
    }

    void ban(String fingerprint, String pattern, String why, Instant at) {
        Ban ban = new Ban(fingerprint, pattern, why, at);
        if (bans.put(ban.key(), ban) == null) {
            file.put(ban);
        }
    }
}
