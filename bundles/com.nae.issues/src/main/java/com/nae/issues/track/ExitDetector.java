package com.nae.issues.track;

import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessEvent;
import java.util.Optional;

/** Finds out whether the end of a program is an issue of its own: unasked for, and no trace tells of it. One thread. */
final class ExitDetector {
    private static final int KILL = 9;

    private final IssueStore store;
    private final InstanceStream.FaultListener faults;
    private final KernelOomKills oomKills = new KernelOomKills();

    ExitDetector(IssueStore store, InstanceStream.FaultListener faults) {
        this.store = store;
        this.faults = faults;
    }

    /** @param trace the fingerprint of a trace of its last moments */
    void onExit(
            ProcessEvent event, Optional<ProcessDefinition> definition, Optional<String> trace, InstanceStream stream) {
        boolean killed =
                event.now().lastExit().filter(e -> e.signal().orElse(0) == KILL).isPresent();
        UnexpectedExit.of(event, definition, killed && oomKills.increased())
                .ifPresent(ending -> trace.ifPresentOrElse(store::ended, () -> {
                    Fault fault = stream.trailingQuotedTrace()
                            .orElseGet(() -> Fault.exit(
                                    event.id().process(), ending.how(), ending.message(), stream.recentLines()));
                    faults.occurred(event.id(), fault, 1, System.currentTimeMillis());
                    store.ended(fault.fingerprint());
                }));
    }
}
