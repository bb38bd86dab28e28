package com.nae.process.instance;

import com.nae.api.process.InstanceId;
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
import java.io.IOException;
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
     * Prepares the start of a program: brings the sandbox's private copy up to date, and tries whether a network of its
     * own can be made. Without these a start waits for nothing; of live it is only noted what it starts with.
     */
    void prepareStart(Instance instance, Runnable then) {
        InstanceId id = instance.id();
        Optional<Path> origin = registry.sandboxOrigin(id.process());
        Optional<Path> copied = origin.filter(live -> id.mode() == Mode.SANDBOX);
        if (copied.isEmpty()) {
            origin.ifPresent(live -> sandboxes.noteLive(id, live));
        }
        if (copied.isPresent() || launcher.planner().hasOwnNetwork(id)) {
            sandboxes.prepare(
                    () -> prepare(id, copied),
                    () -> ifStillToStart(instance, then),
                    why -> ifStillToStart(instance, () -> instance.restarts().giveUp(why)));
        } else {
            then.run();
        }
    }

    /** Something else may have happened to it meanwhile. */
    private static void ifStillToStart(Instance instance, Runnable then) {
        if (!instance.hasWorker() && instance.state() == ProcessState.STARTING && !instance.isRetired()) {
            then.run();
        }
    }

    private void prepare(InstanceId id, Optional<Path> copied) throws IOException {
        launcher.planner().examineNetwork(id);
        if (copied.isPresent()) {
            sandboxes.refresh(id, copied.get());
        }
    }

    /** Reports that an instance has changed, and starts what waited for it. */
    void changed(Instance instance, ProcessState before, boolean exited) {
        events.publish(new ProcessEvent(before, instance.status(), exited, Instant.now()));
        dependencies.wakeDependents(instance);
    }
}
