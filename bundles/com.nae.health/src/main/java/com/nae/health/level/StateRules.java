package com.nae.health.level;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthLevel;
import com.nae.api.process.ExitStatus;
import com.nae.api.process.ProcessDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Findings about an instance that follow from its state. States are certain, so these take effect at once and end at
 * once.
 */
public final class StateRules {
    private static final Duration LONGEST_STOP = Duration.ofMinutes(1);
    private static final int DEFAULT_THRESHOLD = 3;
    private static final Duration DEFAULT_WINDOW = Duration.ofMinutes(10);

    private StateRules() {}

    public static List<Finding> findings(InstanceSnapshot instance, Thresholds thresholds) {
        List<Finding> findings = new ArrayList<>(2);
        addState(instance, thresholds, findings);
        if (instance.failures() >= Math.max(2, threshold(instance))) {
            findings.add(Finding.of(
                    "failures",
                    HealthLevel.DEGRADED,
                    "failed " + instance.failures() + " times within " + HumanReadable.duration(window(instance))));
        }
        return findings;
    }

    private static void addState(InstanceSnapshot instance, Thresholds thresholds, List<Finding> findings) {
        switch (instance.status().state()) {
            case STOPPED -> {}
            case STARTING -> addLate(instance, thresholds.grace(), "starting", findings);
            case STOPPING -> addLate(instance, LONGEST_STOP, "stopping", findings);
            case RUNNING -> addReadiness(instance, thresholds, findings);
            case BACKOFF ->
                findings.add(Finding.of(
                        "state",
                        instance.failures() > threshold(instance) ? HealthLevel.UNHEALTHY : HealthLevel.DEGRADED,
                        "waiting to restart" + because(instance)));
            case EXITED -> addExit(instance, findings);
            case FATAL ->
                findings.add(Finding.of("state", HealthLevel.UNHEALTHY, "does not stay up" + because(instance)));
            case UNKNOWN ->
                findings.add(Finding.unknown("state", "cannot determine whether it is running" + because(instance)));
        }
    }

    private static void addLate(InstanceSnapshot instance, Duration longest, String doing, List<Finding> findings) {
        if (instance.timeInState().compareTo(longest) >= 0) {
            String time = HumanReadable.duration(instance.timeInState());
            findings.add(Finding.of(
                    "state", HealthLevel.DEGRADED, "has been " + doing + " for " + time + because(instance)));
        }
    }

    private static void addReadiness(InstanceSnapshot instance, Thresholds thresholds, List<Finding> findings) {
        if (instance.status().ready() || instance.uptime().compareTo(thresholds.grace()) < 0) {
            return;
        }
        String why = instance.status().reason();
        findings.add(
                why.isEmpty()
                        ? Finding.unknown("readiness", "no probe result yet")
                        : Finding.of("readiness", HealthLevel.UNHEALTHY, why));
    }

    private static void addExit(InstanceSnapshot instance, List<Finding> findings) {
        Optional<ExitStatus> exit = instance.status().lastExit();
        Set<Integer> successCodes =
                instance.definition().map(d -> d.restart().successCodes()).orElse(Set.of(0));
        boolean success = exit.map(ExitStatus::code)
                .filter(code -> code.isPresent() && successCodes.contains(code.getAsInt()))
                .isPresent();
        if (!success && exit.isPresent()) {
            findings.add(
                    Finding.of("state", HealthLevel.UNHEALTHY, "ended (" + exit.get() + ") and will not be restarted"));
        }
    }

    private static int threshold(InstanceSnapshot instance) {
        return instance.definition().map(d -> d.restart().threshold()).orElse(DEFAULT_THRESHOLD);
    }

    private static Duration window(InstanceSnapshot instance) {
        return instance.definition()
                .map(ProcessDefinition::restart)
                .map(ProcessDefinition.Restart::window)
                .orElse(DEFAULT_WINDOW);
    }

    private static String because(InstanceSnapshot instance) {
        String reason = instance.status().reason();
        return reason.isEmpty() ? "" : ": " + reason;
    }
}
