package com.nae.api.process;

import org.osgi.annotation.versioning.ProviderType;

/** Holds starts of instances for a time. Thread-safe. */
@ProviderType
public interface StartHolds {
    /**
     * Holds the starts of an instance until it is released: after a crash in this time it waits and does not restart. A
     * running instance goes on. The reason shows in its status. Holding again replaces the reason.
     */
    void hold(InstanceId id, String reason);

    /**
     * Ends a hold and starts what is due. A start that fails soon after a release takes a unit of the restart budget,
     * and the next release starts the instance after its backoff only.
     */
    void release(InstanceId id);
}
