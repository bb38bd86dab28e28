package com.nae.learning.enhance;

import com.nae.api.learning.Enhancement;
import com.nae.api.learning.InstanceProfile;
import com.nae.api.learning.InstanceProfile.Range;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.Tuning;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Waits about half as long as failures have usually lasted before the first new start, so that fewer starts run into
 * what is not over yet.
 */
@Component
public final class BackoffEnhancement implements Enhancement {
    private static final int ENOUGH = 8;
    private static final double HALF = 0.5;
    private static final double LONGEST = 20;
    private final ProcessManager processes;

    @Activate
    public BackoffEnhancement(@Reference ProcessManager processes) {
        this.processes = processes;
    }

    @Override
    public String name() {
        return "backoff";
    }

    @Override
    public Optional<Proposal> propose(InstanceProfile o) {
        InstanceId id = o.status().id();
        boolean tuned =
                processes.tuning(id.process(), id.mode()).backoffInitial().isPresent();
        Duration defined = o.definition().restart().backoffInitial();
        Optional<Range> recovery = o.range("recovery").filter(r -> r.count() >= ENOUGH);
        return recovery.map(r -> Duration.ofMillis((long) (1000 * Math.min(LONGEST, HALF * r.median()))))
                .filter(pause -> tuned || pause.compareTo(defined.multipliedBy(4)) > 0)
                .map(pause -> new Proposal(
                        id,
                        "first pause before a restart",
                        defined.toMillis() + " ms",
                        (tuned ? defined : pause).toMillis() + " ms",
                        "its failures last " + Math.round(recovery.get().median()) + " s as a rule",
                        "fewer starts in vain",
                        Duration.ofHours(6)));
    }

    @Override
    public boolean apply(Proposal p) {
        Tuning now = processes.tuning(p.instance().process(), p.instance().mode());
        return processes.tune(
                p.instance().process(),
                p.instance().mode(),
                now.withBackoff(
                        Optional.of(Duration.ofMillis(Long.parseLong(p.to().split(" ")[0])))));
    }

    @Override
    public void withdraw(Proposal p) {
        Tuning now = processes.tuning(p.instance().process(), p.instance().mode());
        processes.tune(p.instance().process(), p.instance().mode(), now.withBackoff(Optional.empty()));
    }

    /** Seconds that half of the failures last. */
    @Override
    public Optional<Double> figure(Proposal p, InstanceProfile o) {
        return o.range("recovery").map(Range::median);
    }

    /** Waiting must not make failures longer. */
    @Override
    public boolean worthwhile(double before, double after) {
        return after <= before * 1.1;
    }
}
