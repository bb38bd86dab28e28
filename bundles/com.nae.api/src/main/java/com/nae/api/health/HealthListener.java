package com.nae.api.health;

import com.nae.api.process.InstanceId;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Hears of samples and of changes of level, on the monitor's thread: return at once. A whiteboard service. */
@ConsumerType
public interface HealthListener {
    /** Samples of one round. */
    default void sampled(List<ResourceSample> samples) {}

    default void sampled(SystemSample system) {}

    /** The level of an instance changed. */
    default void changed(InstanceId instance, HealthReport before, HealthReport now) {}
}
