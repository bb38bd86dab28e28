package com.nae.process.instance;

import com.nae.api.process.Mode;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
import com.nae.process.adopt.WorkerJournal;
import com.nae.process.capture.InstanceOutputs;
import com.nae.process.launch.Tunings;
import com.nae.process.posix.EventLoop;
import com.nae.process.posix.OomKillCounter;
import com.nae.process.sandbox.SandboxRefresher;
import com.nae.process.stop.WorkerStopper;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The services that all instances share. Owned by the supervisor's thread. */
public record InstanceRuntime(
        EventLoop loop,
        InstanceRegistry registry,
        DependencyGate dependencies,
        WorkerJournal journal,
        InstanceOutputs outputs,
        WorkerLauncher launcher,
        WorkerStopper stopper,
        Tunings tunings,
        SandboxRefresher sandboxes,
        ScheduledRuns scheduledRuns,
        OomKillCounter oomKills,
        ProcessEventPublisher events) {

    /**
     * Brings the sandbox's private copy up to date where there is one, then goes on. The copy waits for nothing of
     * live; it only notes what live starts with.
     */
    void refreshSandbox(Instance instance, Runnable then) {
        Optional<Path> origin = registry.sandboxOrigin(instance.id().process());
        if (origin.isPresent() && instance.id().mode() == Mode.SANDBOX) {
            sandboxes.refresh(instance.id(), origin.get(), then);
            return;
        }
        origin.ifPresent(live -> sandboxes.noteLive(instance.id(), live));
        then.run();
    }

    /** Reports that an instance has changed, and starts what waited for it. */
    void changed(Instance instance, ProcessState before, boolean exited) {
        events.publish(new ProcessEvent(before, instance.status(), exited, Instant.now()));
        dependencies.wakeDependents(instance);
    }
}
