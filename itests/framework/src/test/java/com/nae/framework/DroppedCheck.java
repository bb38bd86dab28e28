package com.nae.framework;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthCheck;
import com.nae.api.health.HealthLevel;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A health check as somebody drops it: a good one, and in nested classes some that are not. */
public class DroppedCheck implements HealthCheck {
    @Override
    public String name() {
        return "queue";
    }

    @Override
    public List<Finding> overall() {
        return List.of(Finding.of("queue", HealthLevel.DEGRADED, "12 orders wait"));
    }

    /** Throws when it is asked. */
    public static final class Throwing extends DroppedCheck {
        @Override
        public List<Finding> overall() {
            throw new IllegalStateException("a bad day");
        }
    }

    /** Hangs when it is asked. */
    public static final class Hanging extends DroppedCheck {
        @Override
        public List<Finding> overall() {
            try {
                TimeUnit.HOURS.sleep(1);
            } catch (InterruptedException removed) {
                Thread.currentThread().interrupt();
            }
            return List.of();
        }
    }
}
