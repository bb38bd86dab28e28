package com.nae.healing.trial;

import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthMonitor;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.healing.context.CaseContext;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The state of a process before a change, with which a trial compares the state after it.
 *
 * @param known fingerprints of the failures that the process already had
 * @param level the worst health level of its instances
 */
public record Baseline(Set<String> known, HealthLevel level) {
    /** The present failures of a process. A healed one is not among them: it counts as new when it occurs again. */
    public static Set<String> knownFailures(CaseContext context, String process) {
        return context.issues().stream()
                .filter(i -> i.process().equals(process) && i.status() != Issue.Status.HEALED)
                .map(Issue::fingerprint)
                .collect(Collectors.toSet());
    }

    /** The worst level of these instances; {@code CRITICAL} where one is down, because nothing can be worse. */
    public static HealthLevel level(CaseContext context, Set<InstanceId> instances) {
        boolean down = instances.stream().anyMatch(id -> !context.isUp(id));
        Optional<HealthMonitor> health = context.services().health().get();
        if (down) {
            return HealthLevel.CRITICAL;
        }
        return health.map(h ->
                        instances.stream().map(id -> h.of(id).level()).reduce(HealthLevel.HEALTHY, HealthLevel::worse))
                .orElse(HealthLevel.HEALTHY);
    }

    /**
     * Closes an issue that an old run printed while its files were being edited. Such a run executes a mix of the old
     * and the new program, so a failure that was not known before is no evidence.
     *
     * @return whether the failure was a new one, and so is closed
     */
    public static boolean dismissLateOutput(CaseContext context, Issue issue, Set<String> known) {
        if (known.contains(issue.fingerprint())) {
            return false;
        }
        context.resolve(issue.id(), Issue.Status.HEALED, "said by a program whose file was just edited");
        return true;
    }
}
