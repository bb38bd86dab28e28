package com.nae.process.definition;

import com.nae.api.process.ProcessDefinition;

/** Tells which edits of a definition take hold of a running instance only by a restart. */
public final class Reload {
    private Reload() {}

    /** Whether an instance that was started by {@code old} has to be restarted for {@code now} to be in force. */
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
