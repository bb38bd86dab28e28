package com.nae.healing.trial;

import com.nae.api.health.HealthLevel;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a passed trial measured, by the names that the change log shows. */
public final class TrialFacts {
    private TrialFacts() {}

    /**
     * @param quiet for how long the failure stayed away
     * @param window for how long it had to stay away
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
