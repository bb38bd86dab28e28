package com.nae.api.health;

/** How well something is, from best to worst. "I could not tell" is no level: it is an unknown {@link Finding}. */
public enum HealthLevel {
    /** All is well. */
    HEALTHY,
    /** Something needs attention when there is time. */
    DEGRADED,
    /** Something is broken; look today. */
    UNHEALTHY,
    /** Something critical is broken on live; look now. */
    CRITICAL;

    public HealthLevel worse(HealthLevel other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
