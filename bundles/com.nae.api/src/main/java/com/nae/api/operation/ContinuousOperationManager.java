package com.nae.api.operation;

import org.osgi.annotation.versioning.ProviderType;

/** The whole of NAE at one glance, and its end. Thread-safe. */
@ProviderType
public interface ContinuousOperationManager {
    /** What runs and how it is; what {@code nae status --json} and {@code GET /api/status} print. */
    OperationStatus getStatus();

    /** Stops all processes and the runtime, in order; returns at once. */
    void shutdown(String by);
}
