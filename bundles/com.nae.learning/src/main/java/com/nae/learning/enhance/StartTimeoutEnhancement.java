package com.nae.learning.enhance;

import com.nae.api.learning.Enhancement;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessTuning;
import com.nae.api.process.Tuning;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Learns how long a program may take until it is ready, so that a slow start is not taken for a failure. */
@Component(service = Enhancement.class)
public final class StartTimeoutEnhancement extends TimeoutEnhancement {
    private static final LearnedTimeout LEARNED = new LearnedTimeout(Duration.ofSeconds(15), Duration.ofMinutes(10), 8);
    private static final Duration READINESS_DEFAULT = Duration.ofSeconds(30);
    private static final Duration NOTIFY_DEFAULT = Duration.ofSeconds(90);
    private static final Subject SUBJECT = new Subject("start", "time to get ready", "start", Duration.ofDays(1));

    @Activate
    public StartTimeoutEnhancement(@Reference ProcessTuning tuning) {
        super(tuning, SUBJECT, LEARNED, new Setting(Tuning::startTimeout, Tuning::withStartTimeout));
    }

    @Override
    public String name() {
        return "start-timeout";
    }

    /** The limit without learning; empty for a program that does not report when it is ready. */
    @Override
    Optional<Duration> configured(ProcessDefinition d) {
        return d.sdNotify() ? Optional.of(NOTIFY_DEFAULT) : d.readiness().map(probe -> READINESS_DEFAULT);
    }
}
