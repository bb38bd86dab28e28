package com.nae.api.process;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The budget that restarts and repairs of an instance share: {@code restart_threshold} units within
 * {@code restart_window}. Thread-safe.
 */
@ProviderType
public interface RestartBudget {
    /** Takes one unit; false when none is left, and then nothing is taken. */
    boolean spend(InstanceId id);

    /** Gives up: the instance turns FATAL with the reason, is retried slowly, and the operator is asked. */
    void escalate(InstanceId id, String reason);
}
