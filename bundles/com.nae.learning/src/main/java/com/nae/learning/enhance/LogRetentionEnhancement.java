package com.nae.learning.enhance;

import com.nae.api.learning.Enhancement;
import com.nae.api.learning.InstanceProfile;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessTuning;
import com.nae.api.process.Tuning;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Keeps fewer rotated log files while a disk is nearly full. */
@Component
public final class LogRetentionEnhancement implements Enhancement {
    /** Part of a disk in use from which fewer files are kept. */
    private static final double HIGH_WATER = 0.9;
    /** Part of a disk in use from which all files are kept again; less, so that the setting does not alternate. */
    private static final double LOW_WATER = 0.8;

    private static final int MIN_FILES = 2;
    private final ProcessTuning tuning;

    @Activate
    public LogRetentionEnhancement(@Reference ProcessTuning tuning) {
        this.tuning = tuning;
    }

    @Override
    public String name() {
        return "log-retention";
    }

    @Override
    public Optional<Proposal> propose(InstanceProfile o) {
        InstanceId id = o.status().id();
        boolean tuned = tuning.tuning(id.process(), id.mode()).logKeep().isPresent();
        boolean needed = o.diskShare() > HIGH_WATER || tuned && o.diskShare() > LOW_WATER;
        return needed && (tuned || o.definition().log().keep() > MIN_FILES)
                ? Optional.of(new Proposal(
                        id,
                        "rotated log files kept",
                        String.valueOf(o.definition().log().keep()),
                        String.valueOf(MIN_FILES),
                        Math.round(100 * o.diskShare()) + "% of the disk is in use",
                        "free disk space",
                        Duration.ofHours(6)))
                : Optional.empty();
    }

    @Override
    public boolean apply(Proposal p) {
        Tuning now = tuning.tuning(p.instance().process(), p.instance().mode());
        return tuning.tune(
                p.instance().process(), p.instance().mode(), now.withLogKeep(OptionalInt.of(Integer.parseInt(p.to()))));
    }

    @Override
    public void withdraw(Proposal p) {
        Tuning now = tuning.tuning(p.instance().process(), p.instance().mode());
        tuning.tune(p.instance().process(), p.instance().mode(), now.withLogKeep(OptionalInt.empty()));
    }

    /** The part of the disk in use, 0 to 1. */
    @Override
    public Optional<Double> figure(Proposal p, InstanceProfile o) {
        return Optional.of(o.diskShare());
    }

    /** The disk must not be fuller than before. */
    @Override
    public boolean worthwhile(double before, double after) {
        return after <= before;
    }
}
