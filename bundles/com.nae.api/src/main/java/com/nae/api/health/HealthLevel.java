package com.nae.api.health;

/** How well something is, from best to worst. "I could not tell" is no level: it is an unknown {@link Finding}. */
public enum HealthLevel {
    HEALTHY,
    DEGRADED,
    UNHEALTHY,
    CRITICAL;

    public HealthLevel worse(HealthLevel other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
