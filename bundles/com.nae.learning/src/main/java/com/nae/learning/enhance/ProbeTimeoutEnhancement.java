package com.nae.learning.enhance;

import com.nae.api.learning.Enhancement;
import com.nae.api.learning.InstanceProfile;
import com.nae.api.learning.InstanceProfile.Range;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Means;
import com.nae.api.process.ProcessDefinition.Probe;
import com.nae.api.process.ProcessManager;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Gives the answers of a program's probes as long as they have been seen to need: neither is slowness taken for a hang,
 * nor a hang waited for too long.
 */
@Component
public final class ProbeTimeoutEnhancement implements Enhancement {
    private static final LearnedTimeout ALLOWANCE =
            new LearnedTimeout(Duration.ofSeconds(1), Duration.ofSeconds(30), 100);
    private final ProcessManager processes;

    @Activate
    public ProbeTimeoutEnhancement(@Reference ProcessManager processes) {
        this.processes = processes;
    }

    @Override
    public String name() {
        return "probe-timeout";
    }

    @Override
    public Optional<Proposal> propose(InstanceProfile o) {
        Optional<Range> seen = o.range("probe");
        Optional<Duration> now = processes
                .tuning(o.status().id().process(), o.status().id().mode())
                .probeTimeout();
        return written(o.definition())
                .flatMap(written -> ALLOWANCE
                        .adjusted(written, now, seen)
                        .map(next -> TimeoutProposals.proposal(
                                o, "timeout of its probes", written, next, seen, "answer", Duration.ofHours(1))));
    }

    @Override
    public boolean apply(Proposal p) {
        return TimeoutProposals.tune(processes, p, t -> t.withProbeTimeout(Optional.of(TimeoutProposals.of(p.to()))));
    }

    @Override
    public void withdraw(Proposal p) {
        TimeoutProposals.tune(processes, p, t -> t.withProbeTimeout(Optional.empty()));
    }

    @Override
    public Optional<Double> figure(Proposal p, InstanceProfile o) {
        return TimeoutProposals.figure(
                p,
                o.range("probe"),
                processes.tuning(p.instance().process(), p.instance().mode()).probeTimeout());
    }

    /** The longest timeout of those of its probes whose answers take time. */
    private static Optional<Duration> written(ProcessDefinition d) {
        return Stream.concat(d.readiness().stream(), d.liveness().stream())
                .filter(p -> p.means() != Means.LOG)
                .map(Probe::timeout)
                .max(Duration::compareTo);
    }
}
