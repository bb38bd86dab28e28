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
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

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
     * Prepares the start of a program: brings the sandbox's private copy up to date where there is one. Live waits for
     * nothing; it is only noted what it starts with.
     *
     * @param refused follows where the program cannot be started, with the reason
     */
    void prepareStart(Instance instance, Runnable then, Consumer<String> refused) {
        InstanceId id = instance.id();
        Optional<Path> origin = registry.sandboxOrigin(id.process());
        if (origin.isPresent() && id.mode() == Mode.SANDBOX) {
            sandboxes.prepare(() -> sandboxes.refresh(id, origin.get()), then, refused);
            return;
        }
        origin.ifPresent(live -> sandboxes.noteLive(id, live));
        then.run();
    }

    /** Reports that an instance has changed, and starts what waited for it. */
    void changed(Instance instance, ProcessState before, boolean exited) {
        events.publish(new ProcessEvent(before, instance.status(), exited, Instant.now()));
        dependencies.wakeDependents(instance);
    }
}
