package com.nae.issues.track;

import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessEvent;
import java.util.Optional;

/**
 * A rule that turns the exit of a program into an issue, if nobody requested the exit and no trace explains it. Used by
 * one thread.
 */
final class ExitDetector {
    private static final int KILL = 9;

    private final IssueStore store;
    private final InstanceStream.FaultListener faults;
    private final KernelOomKills oomKills = new KernelOomKills();

    ExitDetector(IssueStore store, InstanceStream.FaultListener faults) {
        this.store = store;
        this.faults = faults;
    }

    /**
     * Reports an exit, or counts it for the issue of the trace that explains it.
     *
     * @param trace the fingerprint of a trace printed shortly before the exit
     */
    void onExit(
            ProcessEvent event, Optional<ProcessDefinition> definition, Optional<String> trace, InstanceStream stream) {
        boolean killed =
                event.now().lastExit().filter(e -> e.signal().orElse(0) == KILL).isPresent();
        UnexpectedExit.of(event, definition, killed && oomKills.increased())
                .ifPresent(unexpected -> trace.ifPresentOrElse(store::ended, () -> {
                    Fault fault = stream.trailingQuotedTrace()
                            .orElseGet(() -> Fault.exit(
                                    event.id().process(),
                                    unexpected.how(),
                                    unexpected.message(),
                                    stream.recentLines()));
                    faults.occurred(event.id(), fault, 1, System.currentTimeMillis());
                    store.ended(fault.fingerprint());
                }));
    }
}
