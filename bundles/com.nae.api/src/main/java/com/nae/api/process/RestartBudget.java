package com.nae.api.process;

import org.osgi.annotation.versioning.ProviderType;

/** The budget that the restarts and repairs of an instance share. Thread-safe. */
@ProviderType
public interface RestartBudget {
    /**
     * Takes one unit out of the budget of an instance, which is renewed per {@code restart_window}.
     *
     * @param what it is spent on, for the log of the runtime
     * @return false when none is left
     */
    boolean spend(InstanceId id, String what);
}
