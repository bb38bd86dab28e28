package com.nae.health.level;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthLevel;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what is done about a running instance that is not healthy: it is watched more closely, then restarted. A
 * critical instance and one above a limit are restarted without further delay. A restart does not help against
 * everything: healing repairs errors, the process manager acts on readiness and liveness, and dependencies recover by
 * themselves.
 */
public final class RecoveryPolicy {
    private static final Set<String> NOT_FIXED_BY_RESTART =
            Set.of("state", "failures", "readiness", "liveness", "errors", SampleRules.SILENCE, "files", "dependency");
    private static final Set<String> LIMITS = Set.of(SampleRules.MEMORY, SampleRules.CPU);

    private RecoveryPolicy() {}

    /** What to do, from the least to the most. */
    public enum Action {
        NONE,
        WATCH,
        RESTART
    }

    /** An action, with its reason where it is more than watching. */
    public record Decision(Action action, String reason) {
        public static final Decision NOTHING = new Decision(Action.NONE, "");
    }

    /**
     * What a decision is based on.
     *
     * @param hysteresis knows for how many checks in a row a finding has been there
     * @param checks equal results before a measured level changes
     */
    public record Input(List<Finding> findings, Hysteresis hysteresis, boolean critical, int checks) {}

    public static Decision decide(Input in) {
        if (in.findings.isEmpty() && !in.hysteresis.isChanging()) {
            return Decision.NOTHING;
        }
        Optional<Finding> worst =
                in.findings.stream().filter(RecoveryPolicy::mayBeFixedByRestart).findFirst();
        return worst.map(finding -> decide(finding, in)).orElseGet(() -> watchIfUnhealthy(in));
    }

    private static Decision decide(Finding finding, Input in) {
        boolean restartNow = in.critical
                || LIMITS.contains(finding.check())
                || in.hysteresis.consecutiveFailures(finding.check()) >= 2 * in.checks;
        return new Decision(restartNow ? Action.RESTART : Action.WATCH, finding.reason());
    }

    private static Decision watchIfUnhealthy(Input in) {
        boolean unhealthy = in.findings.stream().anyMatch(f -> f.level().isPresent()) || in.hysteresis.isChanging();
        return new Decision(unhealthy ? Action.WATCH : Action.NONE, "");
    }

    private static boolean mayBeFixedByRestart(Finding finding) {
        boolean unhealthy = finding.level()
                .filter(level -> level.compareTo(HealthLevel.UNHEALTHY) >= 0)
                .isPresent();
        return unhealthy && !NOT_FIXED_BY_RESTART.contains(finding.check());
    }
}
