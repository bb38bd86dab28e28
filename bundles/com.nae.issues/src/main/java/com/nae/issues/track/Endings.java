package com.nae.issues.track;

import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessEvent;
import java.util.Optional;

/** Finds out whether the end of a program is an issue of its own: unasked for, and no trace tells of it. One thread. */
final class Endings {
    private static final int KILL = 9;

    private final Ledger ledger;
    private final Watch.Faults faults;
    private final OomKills oomKills = new OomKills();

    Endings(Ledger ledger, Watch.Faults faults) {
        this.ledger = ledger;
        this.faults = faults;
    }

    /** @param trace the fingerprint of a trace of its last moments */
    void judge(ProcessEvent event, Optional<ProcessDefinition> definition, Optional<String> trace, Watch watch) {
        boolean killed =
                event.now().lastExit().filter(e -> e.signal().orElse(0) == KILL).isPresent();
        Ending.of(event, definition, killed && oomKills.more())
                .ifPresent(ending -> trace.ifPresentOrElse(ledger::ended, () -> {
                    Fault fault = watch.lastWord()
                            .orElseGet(() ->
                                    Fault.exit(event.id().process(), ending.how(), ending.message(), watch.recent()));
                    faults.occurred(event.id(), fault, 1, System.currentTimeMillis());
                    ledger.ended(fault.fingerprint());
                }));
    }
}
