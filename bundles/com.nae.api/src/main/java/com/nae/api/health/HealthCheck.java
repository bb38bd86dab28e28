package com.nae.api.health;

import com.nae.api.process.InstanceId;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A check that can be dropped in. Called on a bounded pool under a time limit; a check that throws counts as unknown. A
 * whiteboard service.
 */
@ConsumerType
public interface HealthCheck {
    String name();

    /** Findings about the machine and the runtime as a whole; empty where it has none. */
    default List<Finding> overall() {
        return List.of();
    }

    /** Findings about one instance; empty where it has none. */
    default List<Finding> of(InstanceId instance) {
        return List.of();
    }
}
