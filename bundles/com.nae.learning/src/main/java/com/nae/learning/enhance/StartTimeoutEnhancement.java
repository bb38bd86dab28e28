package com.nae.learning.enhance;

import com.nae.api.learning.Enhancement;
import com.nae.api.learning.InstanceProfile;
import com.nae.api.learning.InstanceProfile.Range;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessManager;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Gives starts as long as they have been seen to need until the program is ready, so that a slow starter is neither
 * called sick nor ended.
 */
@Component
public final class StartTimeoutEnhancement implements Enhancement {
    private static final LearnedTimeout ALLOWANCE =
            new LearnedTimeout(Duration.ofSeconds(15), Duration.ofMinutes(10), 8);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration TO_NOTIFY = Duration.ofSeconds(90);
    private final ProcessManager processes;

    @Activate
    public StartTimeoutEnhancement(@Reference ProcessManager processes) {
        this.processes = processes;
    }

    @Override
    public String name() {
        return "start-timeout";
    }

    @Override
    public Optional<Proposal> propose(InstanceProfile o) {
        Optional<Range> seen = o.range("start");
        Optional<Duration> now = processes
                .tuning(o.status().id().process(), o.status().id().mode())
                .startTimeout();
        return written(o.definition())
                .flatMap(written -> ALLOWANCE
                        .adjusted(written, now, seen)
                        .map(next -> TimeoutProposals.proposal(
                                o, "time to get ready", written, next, seen, "start", Duration.ofDays(1))));
    }

    @Override
    public boolean apply(Proposal p) {
        return TimeoutProposals.tune(processes, p, t -> t.withStartTimeout(Optional.of(TimeoutProposals.of(p.to()))));
    }

    @Override
    public void withdraw(Proposal p) {
        TimeoutProposals.tune(processes, p, t -> t.withStartTimeout(Optional.empty()));
    }

    @Override
    public Optional<Double> figure(Proposal p, InstanceProfile o) {
        return TimeoutProposals.figure(
                p,
                o.range("start"),
                processes.tuning(p.instance().process(), p.instance().mode()).startTimeout());
    }

    /** What holds where nothing was learned; nothing where a program does not say when it is ready. */
    private static Optional<Duration> written(ProcessDefinition d) {
        return d.sdNotify() ? Optional.of(TO_NOTIFY) : d.readiness().map(probe -> GRACE);
    }
}
