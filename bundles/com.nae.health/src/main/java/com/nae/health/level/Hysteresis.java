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
 * Steadies findings: a check's level changes only after equal results in a row, to the worse and to the better. Not
 * thread-safe.
 */
public final class Hysteresis {
    private final Map<String, Track> tracks = new HashMap<>();
    private final List<Finding> unknown = new ArrayList<>();

    /** How one check has gone: what holds, and what has come since instead. */
    private static final class Track {
        HealthLevel holds = HealthLevel.HEALTHY;
        String reason = "";
        int lasting;
        HealthLevel comes = HealthLevel.HEALTHY;
        int run;

        void note(HealthLevel level, String why, int enough) {
            lasting = level == HealthLevel.HEALTHY ? 0 : lasting + 1;
            run = level == comes ? run + 1 : 1;
            comes = level;
            if (level != holds && run >= enough) {
                holds = level;
            }
            if (level == holds || level != HealthLevel.HEALTHY) {
                reason = why;
            }
        }
    }

    /**
     * Takes the results of one round of checks; a check that found nothing is well, one that could not run changes
     * nothing.
     */
    public void record(List<Finding> round, int enough) {
        unknown.clear();
        if (round.isEmpty() && tracks.isEmpty()) {
            return;
        }
        Set<String> silent = new HashSet<>(tracks.keySet());
        for (Finding finding : round) {
            silent.remove(finding.check());
            if (finding.level().isPresent()) {
                tracks.computeIfAbsent(finding.check(), check -> new Track())
                        .note(finding.level().get(), finding.reason(), enough);
            } else {
                unknown.add(finding);
            }
        }
        silent.forEach(check -> tracks.get(check).note(HealthLevel.HEALTHY, "", enough));
        tracks.values()
                .removeIf(track ->
                        track.holds == HealthLevel.HEALTHY && track.comes == HealthLevel.HEALTHY && track.run > enough);
    }

    /** What holds, with how long it has; and what could not be told. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(unknown);
        tracks.forEach((check, track) -> {
            if (track.holds != HealthLevel.HEALTHY) {
                String lasting = track.lasting > 1 && !check.equals(SampleRules.SILENCE)
                        ? " for " + track.lasting + " checks"
                        : "";
                findings.add(new Finding(check, Optional.of(track.holds), track.reason + lasting));
            }
        });
        return findings;
    }

    /** Whether something is on its way to a change. */
    public boolean isChanging() {
        return !tracks.isEmpty() && tracks.values().stream().anyMatch(track -> track.comes != track.holds);
    }

    /** In how many checks in a row a check was not well. */
    public int consecutiveFailures(String check) {
        return Optional.ofNullable(tracks.get(check))
                .map(track -> track.lasting)
                .orElse(0);
    }

    /** Forgets checks that are gone. */
    public void forget(Set<String> checks) {
        tracks.keySet().removeAll(checks);
        unknown.removeIf(finding -> checks.contains(finding.check()));
    }

    public void clear() {
        tracks.clear();
        unknown.clear();
    }
}
