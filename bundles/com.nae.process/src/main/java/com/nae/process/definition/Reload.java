package com.nae.process.definition;

import com.nae.api.process.ProcessDefinition;

/** Decides which edits of a definition need a restart of a running instance. */
public final class Reload {
    private Reload() {}

    /** Whether an instance that was started by {@code old} has to be restarted for {@code now} to take effect. */
    public static boolean needsRestart(ProcessDefinition old, ProcessDefinition now) {
        return !old.equals(launchOf(now, old));
    }

    /**
     * The fields that a program is launched with from one definition, all others from another. A new field does not
     * compile until it is put on a side.
     */
    private static ProcessDefinition launchOf(ProcessDefinition launch, ProcessDefinition rest) {
        return new ProcessDefinition(
                launch.name(),
                launch.mode(),
                launch.command(),
                launch.directory(),
                launch.environment(),
                launch.identity(),
                rest.restart(),
                rest.stop(),
                rest.schedule(),
                rest.dependsOn(),
                rest.replicas(),
                rest.autostart(),
                rest.critical(),
                launch.sdNotify(),
                rest.readiness(),
                rest.liveness(),
                rest.limits(),
                rest.log(),
                rest.healing(),
                rest.watch());
    }
}
