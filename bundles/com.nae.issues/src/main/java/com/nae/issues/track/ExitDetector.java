package com.nae.issues.track;

import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessEvent;
import java.util.Optional;

/** Finds out whether the end of a program is an issue of its own: unasked for, and no trace tells of it. One thread. */
final class ExitDetector {
    private static final int KILL = 9;

    private final IssueStore ledger;
    private final InstanceStream.FaultListener faults;
    private final KernelOomKills oomKills = new KernelOomKills();

    ExitDetector(IssueStore ledger, InstanceStream.FaultListener faults) {
        this.ledger = ledger;
        this.faults = faults;
    }

    /** @param trace the fingerprint of a trace of its last moments */
    void onExit(
            ProcessEvent event, Optional<ProcessDefinition> definition, Optional<String> trace, InstanceStream watch) {
        boolean killed =
                event.now().lastExit().filter(e -> e.signal().orElse(0) == KILL).isPresent();
        UnexpectedExit.of(event, definition, killed && oomKills.increased())
                .ifPresent(ending -> trace.ifPresentOrElse(ledger::ended, () -> {
                    Fault fault = watch.trailingQuotedTrace()
                            .orElseGet(() -> Fault.exit(
                                    event.id().process(), ending.how(), ending.message(), watch.recentLines()));
                    faults.occurred(event.id(), fault, 1, System.currentTimeMillis());
                    ledger.ended(fault.fingerprint());
                }));
    }
}
