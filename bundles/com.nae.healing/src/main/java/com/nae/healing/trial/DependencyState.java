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
 * What some instances depend on, directly or not. While that is away or just being started, what they do says nothing
 * about themselves.
 */
record DependencyState(CaseContext context, Set<InstanceId> instances) {
    /** What of it is not well, or was started again since a moment, in words. */
    Optional<String> unsettled(Instant since) {
        Set<String> mine = new HashSet<>();
        Set<Mode> modes = new HashSet<>();
        instances.forEach(id -> {
            modes.add(id.mode());
            needed(id.process(), id.mode(), mine);
        });
        return context.processes().list().stream()
                .filter(s -> modes.contains(s.id().mode()) && mine.contains(s.id().process()) && unsettled(s, since))
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
        boolean well = s.state() == ProcessState.EXITED
                || s.state() == ProcessState.UNKNOWN
                || s.state() == ProcessState.RUNNING && s.ready();
        return !well
                || s.started()
                        .filter(started -> s.pid().isPresent() && started.isAfter(since))
                        .isPresent();
    }
}
