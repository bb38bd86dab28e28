package com.nae.healing.record;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The list of banned fixes: patterns that failed for a fingerprint, or that the operator rejected. Healing does not try
 * them there again by itself. The list survives restarts.
 */
public final class BannedFixes {
    /**
     * One pattern that is banned for one fingerprint. @param why in words for the operator; empty where it is lifted
     */
    record Ban(String fingerprint, String pattern, String why, Instant at) {
        String key() {
            return fingerprint + " " + pattern;
        }
    }

    private final KeyedRecordFile<Ban> file;
    private final Map<String, Ban> bans = new HashMap<>();

    public BannedFixes(Path folder) throws IOException {
        file = new KeyedRecordFile<>(
                folder.resolve("never"), Ban.class, Ban::key, ban -> ban.why().isEmpty(), CrashPoint.NONE);
        file.read().forEach(ban -> bans.put(ban.key(), ban));
    }

    /** Whether no ban forbids a pattern for a fingerprint. */
    public boolean allows(String fingerprint, String pattern) {
        return !bans.containsKey(fingerprint + " " + pattern);
    }

    /** Allows a pattern for a fingerprint again. */
    public void lift(String fingerprint, String pattern) {
        Ban lifted = new Ban(fingerprint, pattern, "", Instant.EPOCH);
        if (bans.remove(lifted.key()) != null) {
            file.put(lifted);
        }
    }

    /** Bans a pattern for a fingerprint. A ban that exists already is not written again. */
    public void ban(String fingerprint, String pattern, String why, Instant at) {
        Ban ban = new Ban(fingerprint, pattern, why, at);
        if (bans.put(ban.key(), ban) == null) {
            file.put(ban);
        }
    }
}
