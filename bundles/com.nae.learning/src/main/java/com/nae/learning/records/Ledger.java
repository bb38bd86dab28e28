package com.nae.learning.records;

import com.nae.api.learning.PatternRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Track records per fingerprint and pattern, and per family and pattern as what is expected of a fingerprint not met before.
 * At most {@value #MOST} are kept; those not used for longest go. Not thread-safe.
 */
final class Ledger {
    static final int MOST = 20_000;
    private static final double UNKNOWN = 0.5;
    private static final double UNKNOWN_WEIGHT = 2;
    private static final double FAMILY_WEIGHT = 3;

    /** @param fingerprint empty for the record of a whole family */
    record Key(String fingerprint, String family, String pattern) {
        Key ofFamily() {
            return new Key("", family, pattern);
        }
    }

    private final Map<Key, Worth> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Worth> eldest) {
            return size() > MOST;
        }
    };

    Worth worth(Key key) {
        return known.getOrDefault(key, Worth.NONE);
    }

    void put(Key key, Worth worth) {
        known.put(key, worth);
    }

    void outcome(Key key, boolean success, long now) {
        known.put(key, worth(key).after(success, now));
        known.put(key.ofFamily(), worth(key.ofFamily()).after(success, now));
    }

    double expected(Key key, long now) {
        return worth(key).mean(worth(key.ofFamily()).mean(UNKNOWN, UNKNOWN_WEIGHT, now), FAMILY_WEIGHT, now);
    }

    double draw(Key key, long now, RandomGenerator random) {
        double prior = worth(key.ofFamily()).draw(UNKNOWN, UNKNOWN_WEIGHT, now, random);
        Worth own = worth(key);
        return own.tries() == 0 ? prior : own.draw(Math.max(0.01, Math.min(0.99, prior)), FAMILY_WEIGHT, now, random);
    }

    /** Whether the pattern may be tried by itself for a fingerprint: it may unless it failed there last. */
    boolean allowed(String fingerprint, String pattern) {
        return known.entrySet().stream().noneMatch(e -> e.getKey().fingerprint().equals(fingerprint) && e.getKey().pattern().equals(pattern) && e.getValue().failed());
    }

    int forget(Predicate<Key> which) {
        int before = known.size();
        known.keySet().removeIf(which);
        return before - known.size();
    }

    int size() {
        return known.size();
    }

    Map<Key, Worth> all() {
        return Map.copyOf(known);
    }

    /** Best known first. */
    List<PatternRecord> list(long now) {
        return known.keySet().stream().toList().stream().map(key -> record(key, now)).sorted(Comparator.comparing(PatternRecord::tries).reversed()
                .thenComparing(PatternRecord::pattern).thenComparing(PatternRecord::fingerprint)).toList();
    }

    Optional<PatternRecord> find(Key key, long now) {
        return known.containsKey(key) ? Optional.of(record(key, now)) : Optional.empty();
    }

    private PatternRecord record(Key key, long now) {
        Worth w = worth(key);
        double fade = w.faded(now);
        return new PatternRecord(key.fingerprint(), key.family(), key.pattern(), w.successes() * fade, w.failures() * fade, w.tries(), expected(key, now),
                !key.fingerprint().isEmpty() && w.failed(), Instant.ofEpochSecond(w.last()));
    }
}
