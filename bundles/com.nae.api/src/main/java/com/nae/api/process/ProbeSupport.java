package com.nae.api.process;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a monitor needs of an instance: its tree, a way to run a command as its program is run, and a place for what a
 * probe found. Thread-safe.
 */
@ProviderType
public interface ProbeSupport {
    /** Pids of the tree of the running program, its leader first; empty where it does not run. */
    List<Long> tree(InstanceId id);

    /**
     * How a command is run with the user, limits, variables and folder of the program of an instance; nothing is
     * started.
     *
     * @throws IOException if that is not possible here, in plain words
     */
    LaunchSpec launch(InstanceId id, List<String> command) throws IOException;

    /**
     * Reports what a probe found.
     *
     * @param detail in plain words
     */
    void reportProbe(InstanceId id, ProbeKind kind, boolean passed, String detail);
}
