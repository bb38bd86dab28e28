package com.nae.api.process;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Holds that keep an instance from being started while somebody works on it. Thread-safe; a hold ends with the runtime.
 */
@ProviderType
public interface StartHolds {
    /**
     * Keeps an instance from being started until {@link #release}: a crash in this time waits instead of restarting. A
     * running instance goes on.
     *
     * @param reason shows in the status of the instance; a second hold replaces the reason of the first
     */
    void hold(InstanceId id, String reason);

    /** Ends a hold and starts what is due; does nothing where there is no hold. */
    void release(InstanceId id);
}
