package com.nae.learning.enhance;

import com.nae.api.learning.Enhancement;
import com.nae.api.learning.InstanceProfile;
import com.nae.api.learning.InstanceProfile.Range;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessTuning;
import com.nae.api.process.Tuning;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Sets the first pause before a restart to half of the usual recovery time, so that fewer starts fail while the cause
 * still lasts.
 */
@Component
public final class BackoffEnhancement implements Enhancement {
    /** Recoveries that must have been measured. */
    private static final int MIN_RECOVERIES = 8;

    private static final double HALF = 0.5;
    /** The longest first pause. */
    private static final double MAX_SECONDS = 20;

    private final ProcessTuning tuning;

    @Activate
    public BackoffEnhancement(@Reference ProcessTuning tuning) {
        this.tuning = tuning;
    }

    @Override
    public String name() {
        return "backoff";
    }

    @Override
    public Optional<Proposal> propose(InstanceProfile o) {
        InstanceId id = o.status().id();
        boolean tuned = tuning.tuning(id.process(), id.mode()).backoffInitial().isPresent();
        Duration configured = o.definition().restart().backoffInitial();
        Optional<Range> recovery = o.range("recovery").filter(r -> r.count() >= MIN_RECOVERIES);
        return recovery.map(r -> Duration.ofMillis((long) (1000 * Math.min(MAX_SECONDS, HALF * r.median()))))
                .filter(pause -> tuned || pause.compareTo(configured.multipliedBy(4)) > 0)
                .map(pause -> new Proposal(
                        id,
                        "first pause before a restart",
                        configured.toMillis() + " ms",
                        (tuned ? configured : pause).toMillis() + " ms",
                        "its failures usually last " + Math.round(recovery.get().median()) + " s",
                        "fewer failed starts",
                        Duration.ofHours(6)));
    }

    @Override
    public boolean apply(Proposal p) {
        Tuning now = tuning.tuning(p.instance().process(), p.instance().mode());
        return tuning.tune(
                p.instance().process(),
                p.instance().mode(),
                now.withBackoff(
                        Optional.of(Duration.ofMillis(Long.parseLong(p.to().split(" ")[0])))));
    }

    @Override
    public void withdraw(Proposal p) {
        Tuning now = tuning.tuning(p.instance().process(), p.instance().mode());
        tuning.tune(p.instance().process(), p.instance().mode(), now.withBackoff(Optional.empty()));
    }

    /** The median recovery time in seconds. */
    @Override
    public Optional<Double> figure(Proposal p, InstanceProfile o) {
        return o.range("recovery").map(Range::median);
    }

    /** The pause must not make recoveries longer. */
    @Override
    public boolean worthwhile(double before, double after) {
        return after <= before * 1.1;
    }
}
