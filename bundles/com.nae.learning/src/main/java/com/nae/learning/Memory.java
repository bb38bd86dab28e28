package com.nae.learning;

import com.nae.api.healing.TrackRecords;
import com.nae.api.operation.Home;
import com.nae.learning.records.Experience;
import java.time.Clock;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** What is known of how well patterns work, in {@code data/learning/records.jsonl}. It asks for nothing, so that healing may ask for it. */
@Component(service = {TrackRecords.class, Memory.class})
public final class Memory implements TrackRecords {
    private final Experience experience;

    @Activate
    public Memory(BundleContext context) {
        this(new Experience(Home.of(context).data().resolve("learning/records.jsonl"), Clock.systemUTC(), System.nanoTime()));
    }

    Memory(Experience experience) {
        this.experience = experience;
    }

    Experience experience() {
        return experience;
    }

    @Override
    public double expected(String fingerprint, String family, String pattern) {
        return experience.draw(fingerprint, family, pattern);
    }

    @Override
    public boolean allowed(String fingerprint, String pattern) {
        return experience.allowed(fingerprint, pattern);
    }

    @Override
    public void outcome(String fingerprint, String family, String pattern, boolean success) {
        experience.outcome(fingerprint, family, pattern, success);
    }
}
