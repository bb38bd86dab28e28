package com.nae.learning;

import com.nae.api.healing.TrackRecords;
import com.nae.api.issue.Family;
import com.nae.api.operation.Home;
import com.nae.learning.records.TrackRecordStore;
import java.time.Clock;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The track records of the fix patterns, in {@code data/learning/records.jsonl}. It references no other service, so
 * that healing can reference it.
 */
@Component(service = {TrackRecords.class, TrackRecordService.class})
public final class TrackRecordService implements TrackRecords {
    private final TrackRecordStore store;

    @Activate
    public TrackRecordService(BundleContext context) {
        this(new TrackRecordStore(
                Home.of(context).data().resolve("learning/records.jsonl"), Clock.systemUTC(), System.nanoTime()));
    }

    TrackRecordService(TrackRecordStore store) {
        this.store = store;
    }

    TrackRecordStore store() {
        return store;
    }

    @Override
    public double expected(String fingerprint, Family family, String pattern) {
        return store.draw(fingerprint, family.word(), pattern);
    }

    @Override
    public boolean allowed(String fingerprint, String pattern) {
        return store.allowed(fingerprint, pattern);
    }

    @Override
    public void outcome(String fingerprint, Family family, String pattern, boolean success) {
        store.outcome(fingerprint, family.word(), pattern, success);
    }
}
