package com.nae.health.level;

import com.nae.api.health.Finding;
import com.nae.api.health.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is done about an unhealthy instance that runs: watched more closely, then restarted, then escalated. A critical one, and one
 * above its limits, is restarted at once. Errors are healing's to repair, readiness and liveness the process manager's to act on, and
 * dependencies heal themselves: none of these is restarted from here.
 */
public final class Recovery {
    private static final Set<String> NOT_CURED_BY_RESTART = Set.of("state", "failures", "readiness", "liveness", "errors", MeasureRules.SILENCE, "files", "dependency");
    private static final Set<String> LIMITS = Set.of(MeasureRules.MEMORY, MeasureRules.CPU);

    private Recovery() {
    }

    /** The means, in rising order. */
    public enum Act { NONE, WATCH, RESTART, ESCALATE }

    public record Decision(Act act, String reason) {
        public static final Decision NOTHING = new Decision(Act.NONE, "");
    }

    /**
     * @param lasting in how many checks in a row the finding stood
     * @param restarts how often it was restarted for its health within the window; @param most how often it may be
     */
    public record Case(List<Finding> findings, Steady lasting, boolean critical, int checks, int restarts, int most) {
    }

    public static Decision decide(Case of) {
        if (of.findings.isEmpty() && !of.lasting.wavering()) {
            return Decision.NOTHING;
        }
        Optional<Finding> worst = of.findings.stream().filter(Recovery::curable).findFirst();
        if (worst.isEmpty()) {
            boolean unwell = of.findings.stream().anyMatch(f -> f.level().isPresent()) || of.lasting.wavering();
            return new Decision(unwell ? Act.WATCH : Act.NONE, "");
        }
        Finding finding = worst.get();
        boolean due = of.critical || LIMITS.contains(finding.check()) || of.lasting.lasting(finding.check()) >= 2 * of.checks;
        if (!due) {
            return new Decision(Act.WATCH, finding.reason());
        }
        return of.restarts < of.most ? new Decision(Act.RESTART, finding.reason())
                : new Decision(Act.ESCALATE, finding.reason() + ", after " + of.restarts + " restarts because of its health");
    }

    private static boolean curable(Finding finding) {
        return finding.level().filter(level -> level.compareTo(Level.UNHEALTHY) >= 0).isPresent() && !NOT_CURED_BY_RESTART.contains(finding.check());
    }
}
