package com.nae.health.level;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Damps measured findings: the level of a check changes only after equal results in a row, for the worse and for the
 * better. Not thread-safe.
 */
public final class Hysteresis {
    private final Map<String, Track> tracks = new HashMap<>();
    private final List<Finding> unknown = new ArrayList<>();

    /** The level in effect of one check, and the results since. */
    private static final class Track {
        HealthLevel current = HealthLevel.HEALTHY;
        String reason = "";
        int failuresInRow;
        HealthLevel latest = HealthLevel.HEALTHY;
        int equalInRow;

        void record(HealthLevel level, String why, int required) {
            failuresInRow = level == HealthLevel.HEALTHY ? 0 : failuresInRow + 1;
            equalInRow = level == latest ? equalInRow + 1 : 1;
            latest = level;
            if (level != current && equalInRow >= required) {
                current = level;
            }
            if (level == current || level != HealthLevel.HEALTHY) {
                reason = why;
            }
        }

        boolean isSettled(int required) {
            return current == HealthLevel.HEALTHY && latest == HealthLevel.HEALTHY && equalInRow > required;
        }
    }

    /**
     * Records the results of one round. A check without a finding is healthy; one that could not run changes nothing.
     *
     * @param required equal results in a row that change a level
     */
    public void record(List<Finding> round, int required) {
        unknown.clear();
        if (round.isEmpty() && tracks.isEmpty()) {
            return;
        }
        Set<String> withoutFinding = new HashSet<>(tracks.keySet());
        for (Finding finding : round) {
            withoutFinding.remove(finding.check());
            if (finding.level().isPresent()) {
                tracks.computeIfAbsent(finding.check(), check -> new Track())
                        .record(finding.level().get(), finding.reason(), required);
            } else {
                unknown.add(finding);
            }
        }
        withoutFinding.forEach(check -> tracks.get(check).record(HealthLevel.HEALTHY, "", required));
        tracks.values().removeIf(track -> track.isSettled(required));
    }

    /** The findings in effect, with the number of checks for which they have been there, and the unknown ones. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(unknown);
        tracks.forEach((check, track) -> {
            if (track.current != HealthLevel.HEALTHY) {
                findings.add(new Finding(check, Optional.of(track.current), track.reason + since(check, track)));
            }
        });
        return findings;
    }

    /** The reason of a silence says how long it has lasted, so the number of checks would add nothing. */
    private static String since(String check, Track track) {
        boolean countsChecks = track.failuresInRow > 1 && !check.equals(SampleRules.SILENCE);
        return countsChecks ? " for " + track.failuresInRow + " checks" : "";
    }

    /** Whether the latest result of a check differs from the level in effect. */
    public boolean isChanging() {
        return !tracks.isEmpty() && tracks.values().stream().anyMatch(track -> track.latest != track.current);
    }

    /** For how many checks in a row a check has not been healthy. */
    public int consecutiveFailures(String check) {
        return Optional.ofNullable(tracks.get(check))
                .map(track -> track.failuresInRow)
                .orElse(0);
    }

    /** Drops the findings of checks that were removed. */
    public void forget(Set<String> checks) {
        tracks.keySet().removeAll(checks);
        unknown.removeIf(finding -> checks.contains(finding.check()));
    }

    public void clear() {
        tracks.clear();
        unknown.clear();
    }
}
