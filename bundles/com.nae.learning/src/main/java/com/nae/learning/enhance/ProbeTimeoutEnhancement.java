package com.nae.learning.enhance;

import com.nae.api.learning.Enhancement;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Means;
import com.nae.api.process.ProcessDefinition.Probe;
import com.nae.api.process.ProcessTuning;
import com.nae.api.process.Tuning;
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
@Component(service = Enhancement.class)
public final class ProbeTimeoutEnhancement extends TimeoutEnhancement {
    private static final LearnedTimeout LEARNED =
            new LearnedTimeout(Duration.ofSeconds(1), Duration.ofSeconds(30), 100);
    private static final Subject SUBJECT = new Subject("probe", "timeout of its probes", "answer", Duration.ofHours(1));

    @Activate
    public ProbeTimeoutEnhancement(@Reference ProcessTuning tuning) {
        super(tuning, SUBJECT, LEARNED, new Setting(Tuning::probeTimeout, Tuning::withProbeTimeout));
    }

    @Override
    public String name() {
        return "probe-timeout";
    }

    /** The longest configured timeout of the probes that wait for an answer. */
    @Override
    Optional<Duration> configured(ProcessDefinition d) {
        return Stream.concat(d.readiness().stream(), d.liveness().stream())
                .filter(p -> p.means() != Means.LOG)
                .map(Probe::timeout)
                .max(Duration::compareTo);
    }
}
