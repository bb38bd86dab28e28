package com.nae.issues.track;

import com.nae.api.issue.Evidence;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessEvent;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A rule that turns the exit of a program into an issue, if nobody requested the exit and no trace explains it. Used by
 * one thread.
 */
final class ExitDetector {
    private static final int KILL = 9;

    private final IssueStore store;
    private final InstanceStream.FaultListener faults;
    private final BiConsumer<String, Evidence> ends;
    private final KernelOomKills oomKills = new KernelOomKills();

    /** @param ends receives the fingerprint of the failure with which a program ended */
    ExitDetector(IssueStore store, InstanceStream.FaultListener faults, BiConsumer<String, Evidence> ends) {
        this.store = store;
        this.faults = faults;
        this.ends = ends;
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
                .ifPresent(unexpected -> judge(event, unexpected, trace, stream));
    }

    private void judge(ProcessEvent event, UnexpectedExit exit, Optional<String> trace, InstanceStream stream) {
        Optional<Fault> quoted = trace.isPresent() ? Optional.empty() : stream.trailingQuotedTrace();
        if (trace.isPresent() && (!exit.byItself() || !stream.endsWithLastTrace())) {
            store.ended(trace.get()); // near the exit, but not what ended the program
            return;
        }
        String fingerprint = trace.orElseGet(() -> {
            Fault fault = quoted.orElseGet(
                    () -> Fault.exit(event.id().process(), exit.how(), exit.message(), stream.recentLines()));
            faults.occurred(event.id(), fault, 1, System.currentTimeMillis());
            return fault.fingerprint();
        });
        ends.accept(
                fingerprint,
                new Evidence(Evidence.Kind.ENDED, event.id(), event.at(), exit.message() + lastWords(trace, quoted)));
    }

    private static String lastWords(Optional<String> trace, Optional<Fault> quoted) {
        return trace.isPresent() || quoted.isPresent() ? ", with this failure as its last words" : "";
    }
}
