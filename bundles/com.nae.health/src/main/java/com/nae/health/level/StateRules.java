package com.nae.health.level;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthLevel;
import com.nae.api.process.ExitStatus;
import com.nae.api.process.ProcessDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the state of an instance says about its health. States are certain, so they count at once and end at once. */
public final class StateRules {
    private static final Duration LONGEST_STOP = Duration.ofMinutes(1);

    private StateRules() {}

    public static List<Finding> findings(InstanceSnapshot facts, Thresholds thresholds) {
        List<Finding> findings = new ArrayList<>(2);
        state(facts, thresholds, findings);
        int most = threshold(facts);
        if (facts.failures() >= Math.max(2, most)) {
            findings.add(Finding.of(
                    "failures",
                    HealthLevel.DEGRADED,
                    "failed " + facts.failures() + " times within " + HumanReadable.duration(window(facts))));
        }
        return findings;
    }

    private static void state(InstanceSnapshot facts, Thresholds thresholds, List<Finding> findings) {
        switch (facts.status().state()) {
            case STOPPED -> {}
            case STARTING -> late(facts, thresholds.grace(), "starting", findings);
            case STOPPING -> late(facts, LONGEST_STOP, "stopping", findings);
            case RUNNING -> readiness(facts, thresholds, findings);
            case BACKOFF ->
                findings.add(Finding.of(
                        "state",
                        facts.failures() > threshold(facts) ? HealthLevel.UNHEALTHY : HealthLevel.DEGRADED,
                        "waits to be started again" + because(facts)));
            case EXITED -> ended(facts, findings);
            case FATAL -> findings.add(Finding.of("state", HealthLevel.UNHEALTHY, "does not stay up" + because(facts)));
            case UNKNOWN -> findings.add(Finding.unknown("state", "nobody can tell whether it runs" + because(facts)));
        }
    }

    private static void late(InstanceSnapshot facts, Duration longest, String doing, List<Finding> findings) {
        if (facts.timeInState().compareTo(longest) >= 0) {
            findings.add(Finding.of(
                    "state",
                    HealthLevel.DEGRADED,
                    "has been " + doing + " for " + HumanReadable.duration(facts.timeInState()) + because(facts)));
        }
    }

    private static void readiness(InstanceSnapshot facts, Thresholds thresholds, List<Finding> findings) {
        if (!facts.status().ready() && facts.uptime().compareTo(thresholds.grace()) >= 0) {
            String why = facts.status().reason();
            findings.add(
                    why.isEmpty()
                            ? Finding.unknown("readiness", "no probe has told yet")
                            : Finding.of("readiness", HealthLevel.UNHEALTHY, why));
        }
    }

    private static void ended(InstanceSnapshot facts, List<Finding> findings) {
        Set<Integer> success =
                facts.definition().map(d -> d.restart().successCodes()).orElse(Set.of(0));
        boolean well = facts.status()
                .lastExit()
                .map(ExitStatus::code)
                .filter(code -> code.isPresent() && success.contains(code.getAsInt()))
                .isPresent();
        if (!well && facts.status().lastExit().isPresent()) {
            findings.add(Finding.of(
                    "state",
                    HealthLevel.UNHEALTHY,
                    "ended (" + facts.status().lastExit().get() + ") and is not started again"));
        }
    }

    private static int threshold(InstanceSnapshot facts) {
        return facts.definition().map(d -> d.restart().threshold()).orElse(3);
    }

    private static Duration window(InstanceSnapshot facts) {
        return facts.definition()
                .map(ProcessDefinition::restart)
                .map(ProcessDefinition.Restart::window)
                .orElse(Duration.ofMinutes(10));
    }

    private static String because(InstanceSnapshot facts) {
        return facts.status().reason().isEmpty() ? "" : ": " + facts.status().reason();
    }
}
