package com.nae.process.supervise;

import com.nae.api.process.ProcessDefinition.Dependency;
import com.nae.api.process.ProcessStatus;
import com.nae.process.capture.FifoKeeper;
import com.nae.process.instance.Instance;
import com.nae.process.instance.InstanceRegistry;
import com.nae.process.instance.InstanceRuntime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The stop of every program, dependents before what they depend on. Owned by the supervisor's thread. */
final class ShutdownSequence {
    private final InstanceRuntime runtime;
    private final InstanceRegistry registry;
    private final Orphans orphans;
    private final FifoKeeper keeper;

    ShutdownSequence(InstanceRuntime runtime, Orphans orphans, FifoKeeper keeper) {
        this.runtime = runtime;
        this.registry = runtime.registry();
        this.orphans = orphans;
        this.keeper = keeper;
    }

    /** Stops everything, also what runs on without a definition. What ran is started again by the next runtime. */
    CompletableFuture<Void> stopAll() {
        return CompletableFuture.allOf(orphans.stopAll(), stopInWaves(registry.processes()))
                .thenRun(() -> runtime.loop().execute(this::finish));
    }

    private void finish() {
        registry.all().forEach(instance -> runtime.journal().forgetStarts(instance.id()));
        keeper.end();
    }

    /**
     * Stops the processes on which none of the others depends, then the rest. The members of a cycle are stopped
     * together.
     */
    private CompletableFuture<Void> stopInWaves(List<String> processes) {
        if (processes.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Set<String> needed = processes.stream().flatMap(this::dependencies).collect(Collectors.toSet());
        List<String> free = processes.stream().filter(p -> !needed.contains(p)).toList();
        List<String> wave = free.isEmpty() ? processes : free;
        List<String> rest = processes.stream().filter(p -> !wave.contains(p)).toList();
        return stop(wave).thenCompose(done -> stopInWaves(rest));
    }

    private Stream<String> dependencies(String process) {
        return registry.definitions(process).stream()
                .flatMap(d -> d.byMode().values().stream())
                .flatMap(d -> d.dependsOn().stream())
                .map(Dependency::process);
    }

    private CompletableFuture<Void> stop(List<String> processes) {
        return CompletableFuture.allOf(registry.all().stream()
                .filter(instance -> processes.contains(instance.id().process()))
                .map(ShutdownSequence::stop)
                .toArray(CompletableFuture[]::new));
    }

    private static CompletableFuture<ProcessStatus> stop(Instance instance) {
        instance.stop("the runtime stops");
        return instance.settled();
    }
}
