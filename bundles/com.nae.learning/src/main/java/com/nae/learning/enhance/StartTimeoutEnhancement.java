package com.nae.learning.enhance;

import com.nae.api.learning.Enhancement;
import com.nae.api.learning.InstanceProfile;
import com.nae.api.learning.InstanceProfile.Range;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessTuning;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Learns how long a program may take until it is ready, so that a slow start is not taken for a failure. */
@Component
public final class StartTimeoutEnhancement implements Enhancement {
    private static final LearnedTimeout LEARNED = new LearnedTimeout(Duration.ofSeconds(15), Duration.ofMinutes(10), 8);
    private static final Duration READINESS_DEFAULT = Duration.ofSeconds(30);
    private static final Duration NOTIFY_DEFAULT = Duration.ofSeconds(90);
    private static final TimeoutProposals.Subject SUBJECT =
            new TimeoutProposals.Subject("time to get ready", "start", Duration.ofDays(1));
    private final ProcessTuning tuning;

    @Activate
    public StartTimeoutEnhancement(@Reference ProcessTuning tuning) {
        this.tuning = tuning;
    }

    @Override
    public String name() {
        return "start-timeout";
    }

    @Override
    public Optional<Proposal> propose(InstanceProfile o) {
        Optional<Range> observed = o.range("start");
        Optional<Duration> inForce =
                tuning.tuning(o.status().id().process(), o.status().id().mode()).startTimeout();
        return configured(o.definition())
                .flatMap(configured -> LEARNED.adjusted(configured, inForce, observed)
                        .map(next -> TimeoutProposals.proposal(o, SUBJECT, configured, next, observed)));
    }

    @Override
    public boolean apply(Proposal p) {
        return TimeoutProposals.tune(tuning, p, t -> t.withStartTimeout(Optional.of(TimeoutProposals.parse(p.to()))));
    }

    @Override
    public void withdraw(Proposal p) {
        TimeoutProposals.tune(tuning, p, t -> t.withStartTimeout(Optional.empty()));
    }

    @Override
    public Optional<Double> figure(Proposal p, InstanceProfile o) {
        return TimeoutProposals.figure(
                p,
                o.range("start"),
                tuning.tuning(p.instance().process(), p.instance().mode()).startTimeout());
    }

    /** The limit without learning; empty for a program that does not report when it is ready. */
    private static Optional<Duration> configured(ProcessDefinition d) {
        return d.sdNotify() ? Optional.of(NOTIFY_DEFAULT) : d.readiness().map(probe -> READINESS_DEFAULT);
    }
}
