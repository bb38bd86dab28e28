package com.nae.process.supervise;

import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.process.definition.ModeDefinitions;
import com.nae.process.instance.Instance;
import com.nae.process.instance.InstanceRuntime;
import com.nae.process.posix.Debounce;
import com.nae.process.sandbox.SourceWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What restarts a healthy instance: the clock ({@code restart_schedule}), and in the sandbox a saved source
 * ({@code watch}). Owned by the supervisor's thread, but for {@link #close()}.
 */
final class RestartTriggers implements AutoCloseable {
    /** An editor saves a file in several steps, and several files in a row. */
    private static final Duration SAVING = Duration.ofMillis(300);

    private final InstanceRuntime runtime;
    private final ScheduledRestarts schedule;
    private final SourceWatch sources;
    private final Map<InstanceId, Debounce> saves = new HashMap<>();

    RestartTriggers(InstanceRuntime runtime, ScheduledRestarts schedule) {
        this.runtime = runtime;
        this.schedule = schedule;
        this.sources = new SourceWatch((id, file) -> runtime.loop().execute(() -> saved(id, file)));
    }

    /** Sets the triggers that a definition asks for, in place of earlier ones. */
    void arm(Instance instance) {
        schedule.reschedule(instance);
        if (instance.id().mode() == Mode.SANDBOX) {
            sources.watch(
                    instance.id(), liveFolder(instance), instance.definition().watch());
        }
    }

    void disarm(InstanceId id) {
        schedule.cancel(id);
        sources.unwatch(id);
        saves.remove(id);
    }

    /** The folder that people edit: live's, where the sandbox runs in a copy of it. */
    private Path liveFolder(Instance instance) {
        return runtime.registry()
                .definitions(instance.id().process())
                .flatMap(ModeDefinitions::sandboxOrigin)
                .orElse(instance.definition().directory());
    }

    /** Restarts once when the saving is over. */
    private void saved(InstanceId id, Path file) {
        saves.computeIfAbsent(id, i -> new Debounce(runtime.loop(), SAVING))
                .trigger(() -> runtime.registry()
                        .instance(id)
                        .filter(Instance::hasWorker)
                        .ifPresent(instance -> instance.restart(file.getFileName() + " has changed")));
    }

    @Override
    public void close() {
        sources.close();
    }
}
