package com.nae.learning.records;

import com.nae.api.issue.Family;
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
 * Track records per fingerprint and pattern. A record per family and pattern is the prior for a fingerprint that is
 * new. At most {@value #MAX_RECORDS} are kept; the least recently used ones are dropped. Not thread-safe.
 */
final class TrackRecordTable {
    static final int MAX_RECORDS = 20_000;
    /** What a pattern of which nothing is known counts as: one success in two outcomes. */
    private static final double PRIOR_MEAN = 0.5;

    private static final double PRIOR_WEIGHT = 2;
    /** How many outcomes the record of the family counts as for a single fingerprint. */
    private static final double FAMILY_WEIGHT = 3;

    /** @param fingerprint empty for the record of a whole family */
    record RecordKey(String fingerprint, String family, String pattern) {
        RecordKey ofFamily() {
            return new RecordKey("", family, pattern);
        }
    }

    private final Map<RecordKey, BetaEstimate> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RecordKey, BetaEstimate> eldest) {
            return size() > MAX_RECORDS;
        }
    };

    BetaEstimate estimate(RecordKey key) {
        return known.getOrDefault(key, BetaEstimate.NONE);
    }

    void put(RecordKey key, BetaEstimate worth) {
        known.put(key, worth);
    }

    void outcome(RecordKey key, boolean success, long now) {
        known.put(key, estimate(key).withOutcome(success, now));
        known.put(key.ofFamily(), estimate(key.ofFamily()).withOutcome(success, now));
    }

    double expected(RecordKey key, long now) {
        return estimate(key).mean(estimate(key.ofFamily()).mean(PRIOR_MEAN, PRIOR_WEIGHT, now), FAMILY_WEIGHT, now);
    }

    double draw(RecordKey key, long now, RandomGenerator random) {
        double prior = estimate(key.ofFamily()).draw(PRIOR_MEAN, PRIOR_WEIGHT, now, random);
        BetaEstimate own = estimate(key);
        return own.tries() == 0 ? prior : own.draw(Math.max(0.01, Math.min(0.99, prior)), FAMILY_WEIGHT, now, random);
    }

    /** Whether the pattern may be tried for a fingerprint without the operator: not if its last try there failed. */
    boolean allowed(String fingerprint, String pattern) {
        return known.entrySet().stream()
                .noneMatch(e -> e.getKey().fingerprint().equals(fingerprint)
                        && e.getKey().pattern().equals(pattern)
                        && e.getValue().failed());
    }

    int forget(Predicate<RecordKey> which) {
        int before = known.size();
        known.keySet().removeIf(which);
        return before - known.size();
    }

    int size() {
        return known.size();
    }

    Map<RecordKey, BetaEstimate> all() {
        return Map.copyOf(known);
    }

    /** The records with the most tries first. */
    List<PatternRecord> list(long now) {
        return known.keySet().stream().toList().stream()
                .map(key -> record(key, now))
                .sorted(Comparator.comparing(PatternRecord::tries)
                        .reversed()
                        .thenComparing(PatternRecord::pattern)
                        .thenComparing(PatternRecord::fingerprint))
                .toList();
    }

    Optional<PatternRecord> find(RecordKey key, long now) {
        return known.containsKey(key) ? Optional.of(record(key, now)) : Optional.empty();
    }

    private PatternRecord record(RecordKey key, long now) {
        BetaEstimate w = estimate(key);
        double fade = w.decay(now);
        return new PatternRecord(
                key.fingerprint(),
                Family.of(key.family()).orElse(Family.OTHER),
                key.pattern(),
                w.successes() * fade,
                w.failures() * fade,
                w.tries(),
                expected(key, now),
                !key.fingerprint().isEmpty() && w.failed(),
                Instant.ofEpochSecond(w.last()));
    }
}
