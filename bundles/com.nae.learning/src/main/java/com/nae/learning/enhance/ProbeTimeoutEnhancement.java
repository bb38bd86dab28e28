package com.nae.learning.enhance;

import com.nae.api.learning.Enhancement;
import com.nae.api.learning.InstanceProfile;
import com.nae.api.learning.InstanceProfile.Range;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Means;
import com.nae.api.process.ProcessDefinition.Probe;
import com.nae.api.process.ProcessTuning;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Learns the timeout of a program's probes from how long their answers take, so that a slow answer is not taken for a
 * hang and a hang is detected soon.
 */
@Component
public final class ProbeTimeoutEnhancement implements Enhancement {
    private static final LearnedTimeout LEARNED =
            new LearnedTimeout(Duration.ofSeconds(1), Duration.ofSeconds(30), 100);
    private static final TimeoutProposals.Subject SUBJECT =
            new TimeoutProposals.Subject("timeout of its probes", "answer", Duration.ofHours(1));
    private final ProcessTuning tuning;

    @Activate
    public ProbeTimeoutEnhancement(@Reference ProcessTuning tuning) {
        this.tuning = tuning;
    }

    @Override
    public String name() {
        return "probe-timeout";
    }

    @Override
    public Optional<Proposal> propose(InstanceProfile o) {
        Optional<Range> observed = o.range("probe");
        Optional<Duration> inForce =
                tuning.tuning(o.status().id().process(), o.status().id().mode()).probeTimeout();
        return configured(o.definition())
                .flatMap(configured -> LEARNED.adjusted(configured, inForce, observed)
                        .map(next -> TimeoutProposals.proposal(o, SUBJECT, configured, next, observed)));
    }

    @Override
    public boolean apply(Proposal p) {
        return TimeoutProposals.tune(tuning, p, t -> t.withProbeTimeout(Optional.of(TimeoutProposals.parse(p.to()))));
    }

    @Override
    public void withdraw(Proposal p) {
        TimeoutProposals.tune(tuning, p, t -> t.withProbeTimeout(Optional.empty()));
    }

    @Override
    public Optional<Double> figure(Proposal p, InstanceProfile o) {
        return TimeoutProposals.figure(
                p,
                o.range("probe"),
                tuning.tuning(p.instance().process(), p.instance().mode()).probeTimeout());
    }

    /** The longest configured timeout of the probes that wait for an answer. */
    private static Optional<Duration> configured(ProcessDefinition d) {
        return Stream.concat(d.readiness().stream(), d.liveness().stream())
                .filter(p -> p.means() != Means.LOG)
                .map(Probe::timeout)
                .max(Duration::compareTo);
    }
}
