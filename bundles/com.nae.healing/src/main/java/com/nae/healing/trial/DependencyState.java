package com.nae.healing.trial;

import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.healing.context.CaseContext;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The state of the processes on which some instances depend, directly or not. While one of them is down or starting,
 * failures of the instances are no evidence against the change on trial.
 */
record DependencyState(CaseContext context, Set<InstanceId> instances) {
    /** Finds a dependency that is not up, or that started after {@code since}. @return words for the operator */
    Optional<String> unsettled(Instant since) {
        Set<String> required = new HashSet<>();
        Set<Mode> modes = new HashSet<>();
        instances.forEach(id -> {
            modes.add(id.mode());
            needed(id.process(), id.mode(), required);
        });
        return context.processes().list().stream()
                .filter(s ->
                        modes.contains(s.id().mode()) && required.contains(s.id().process()) && unsettled(s, since))
                .map(s -> "needs " + s.id() + ", which is " + s.state())
                .findFirst();
    }

    private void needed(String process, Mode mode, Set<String> found) {
        context.processes()
                .definition(process, mode)
                .ifPresent(d -> d.dependsOn().forEach(need -> {
                    if (found.add(need.process())) {
                        needed(need.process(), mode, found);
                    }
                }));
    }

    private static boolean unsettled(ProcessStatus s, Instant since) {
        boolean settled = s.state() == ProcessState.EXITED
                || s.state() == ProcessState.UNKNOWN
                || s.state() == ProcessState.RUNNING && s.ready();
        return !settled
                || s.started()
                        .filter(started -> s.pid().isPresent() && started.isAfter(since))
                        .isPresent();
    }
}
