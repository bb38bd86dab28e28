package com.nae.process.definition;

import com.nae.api.process.ProcessDefinition;

/** Decides which edits of a definition need a restart of a running instance. */
public final class Reload {
    private Reload() {}

    /** Whether an instance that was started by {@code old} has to be restarted for {@code now} to take effect. */
    public static boolean needsRestart(ProcessDefinition old, ProcessDefinition now) {
        return !old.execution().equals(now.execution())
                || !old.limits().memoryMax().equals(now.limits().memoryMax());
    }
}
