package com.nae.api.history;

import com.nae.api.process.InstanceId;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What happened and how resources were used, over restarts and years; thinned out with age. Thread-safe; empty while
 * its database cannot be read.
 */
@ProviderType
public interface History {
    /** Resource use of an instance from {@code from} (included) to {@code to} (excluded), oldest first. */
    List<ResourcePoint> samples(InstanceId instance, Instant from, Instant to);

    /**
     * What happened to a process in all its modes, or with an empty name to all processes, in that range, oldest first;
     * the newest {@code limit} of it.
     */
    List<HistoryEvent> events(String process, Instant from, Instant to, int limit);

    /** The processes that anything is known of, in order. */
    List<String> processes();

    /** The instances of a process of which samples are known, in order. */
    List<InstanceId> instances(String process);

    /** Whether it is being written. */
    HistoryState state();
}
