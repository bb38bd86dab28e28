package com.nae.api.process;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What probes need of the process manager. Thread-safe. */
@ProviderType
public interface ProbeSupport {
    /**
     * How a command is run with the user, limits, variables and directory of the program of an instance; nothing is
     * started.
     *
     * @throws IOException if that is not possible here, in plain words
     */
    LaunchSpec launch(InstanceId id, List<String> command) throws IOException;

    /** Reports the result of a probe. @param detail in plain words */
    void reportProbe(InstanceId id, ProbeKind kind, boolean passed, String detail);
}
