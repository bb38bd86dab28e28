package com.nae.api.health;

import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Samples resources, asks probes and checks, and says how well everything is. Thread-safe. */
@ProviderType
public interface HealthMonitor {
    HealthReport overall();

    HealthReport of(Mode mode);

    HealthReport of(InstanceId instance);

    /** The last sample of a running instance. */
    Optional<ResourceSample> sample(InstanceId instance);

    /** The last samples of an instance, oldest first, a bounded number. */
    List<ResourceSample> recent(InstanceId instance);

    /** The last sample of the machine and the runtime; empty shortly after the start. */
    Optional<SystemSample> system();

    /**
     * Asks for another interval between the samples of an instance; bounded by the monitor, which says in its log what
     * it took and why.
     */
    void interval(InstanceId instance, Duration interval, String reason);

    /** Takes such a request back: the instance is sampled as configured. */
    void resetInterval(InstanceId instance, String reason);

    /** Whether a fix is being tried on the instance: its level gets no worse and no recovery rule acts meanwhile. */
    void trial(InstanceId instance, boolean on);
}
