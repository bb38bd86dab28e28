package com.nae.health.level;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthLevel;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is done about an unhealthy instance that runs: watched more closely, then restarted, then escalated. A critical
 * one, and one above its limits, is restarted at once. Errors are healing's to repair, readiness and liveness the
 * process manager's to act on, and dependencies heal themselves: none of these is restarted from here.
 */
public final class RecoveryPolicy {
    private static final Set<String> NOT_CURED_BY_RESTART =
            Set.of("state", "failures", "readiness", "liveness", "errors", SampleRules.SILENCE, "files", "dependency");
    private static final Set<String> LIMITS = Set.of(SampleRules.MEMORY, SampleRules.CPU);

    private RecoveryPolicy() {}

    /** The means, in rising order. */
    public enum Action {
        NONE,
        WATCH,
        RESTART,
        ESCALATE
    }

    public record Decision(Action act, String reason) {
        public static final Decision NOTHING = new Decision(Action.NONE, "");
    }

    /**
     * @param lasting in how many checks in a row the finding stood
     * @param restarts how often it was restarted for its health within the window; @param most how often it may be
     */
    public record Input(
            List<Finding> findings,
            Hysteresis hysteresis,
            boolean critical,
            int checks,
            int restarts,
            int maxRestarts) {}

    public static Decision decide(Input of) {
        if (of.findings.isEmpty() && !of.hysteresis.isChanging()) {
            return Decision.NOTHING;
        }
        Optional<Finding> worst =
                of.findings.stream().filter(RecoveryPolicy::curable).findFirst();
        if (worst.isEmpty()) {
            boolean unwell = of.findings.stream().anyMatch(f -> f.level().isPresent()) || of.hysteresis.isChanging();
            return new Decision(unwell ? Action.WATCH : Action.NONE, "");
        }
        Finding finding = worst.get();
        boolean due = of.critical
                || LIMITS.contains(finding.check())
                || of.hysteresis.consecutiveFailures(finding.check()) >= 2 * of.checks;
        if (!due) {
            return new Decision(Action.WATCH, finding.reason());
        }
        return of.restarts < of.maxRestarts
                ? new Decision(Action.RESTART, finding.reason())
                : new Decision(
                        Action.ESCALATE,
                        finding.reason() + ", after " + of.restarts + " restarts because of its health");
    }

    private static boolean curable(Finding finding) {
        return finding.level()
                        .filter(level -> level.compareTo(HealthLevel.UNHEALTHY) >= 0)
                        .isPresent()
                && !NOT_CURED_BY_RESTART.contains(finding.check());
    }
}
