package com.nae.healing.trial;

import com.nae.api.health.HealthLevel;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The measured values of a passed trial, by their names in the change log. */
public final class TrialFacts {
    private TrialFacts() {}

    /**
     * Lists the values.
     *
     * @param quiet how long the failure stayed away
     * @param window how long it had to stay away
     */
    static Map<String, String> of(Duration quiet, Duration window, HealthLevel before, HealthLevel after) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("quiet_s", seconds(quiet));
        facts.put("needed_s", seconds(window));
        facts.put("new_issues", "0");
        facts.put("health_before", before.name());
        facts.put("health_after", after.name());
        return facts;
    }

    /** A duration in seconds with one decimal. */
    public static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    }
}
