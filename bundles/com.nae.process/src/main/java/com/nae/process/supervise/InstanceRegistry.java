package com.nae.process.supervise;

import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Dependency;
import com.nae.api.process.ProcessState;
import com.nae.process.definition.DependencyOrder;
import com.nae.process.definition.ModeDefinitions;
import com.nae.process.sandbox.SandboxCopy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All definitions and all instances, and what instances have to do with each other. Changed by the supervisor's thread
 * alone, read by any.
 */
final class InstanceRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceRegistry.class);

    final Map<String, ModeDefinitions> definitions = new ConcurrentSkipListMap<>();
    final Map<InstanceId, Instance> instances = new ConcurrentSkipListMap<>();
    /** Processes on which any other depends or has depended: a change of all others concerns nobody. */
    private final Set<String> needed = new HashSet<>();

    private final Path sandboxes;
    private final ExecutorService copies = Executors.newSingleThreadExecutor(task -> {
        Thread t = new Thread(task, "nae-process-copy");
        t.setDaemon(true);
        return t;
    });
    private final java.util.concurrent.Executor loop;

    InstanceRegistry(java.util.concurrent.Executor loop, Path sandboxes) {
        this.loop = loop;
        this.sandboxes = sandboxes;
    }

    Optional<ProcessDefinition> definition(String process, Mode mode) {
        return Optional.ofNullable(definitions.get(process)).map(d -> d.byMode().get(mode));
    }

    /** Puts a definition in place of an earlier one, which is returned or null. */
    ModeDefinitions put(String name, ModeDefinitions definition) {
        definition
                .byMode()
                .values()
                .forEach(d -> d.dependsOn().forEach(dependency -> needed.add(dependency.process())));
        return definitions.put(name, definition);
    }

    /** Processes that wait for each other and so never start, each circle along its arrows. */
    List<List<String>> dependencyCycles() {
        Map<String, List<String>> arrows = new HashMap<>();
        definitions.forEach((name, d) -> arrows.put(
                name,
                d.byMode().values().stream()
                        .flatMap(m -> m.dependsOn().stream())
                        .map(Dependency::process)
                        .distinct()
                        .toList()));
        return DependencyOrder.sort(arrows).circles();
    }

    Collection<Instance> all() {
        return instances.values();
    }

    boolean isWorker(int pid) {
        return instances.values().stream().anyMatch(i -> i.worker != null && i.worker.pid == pid);
    }

    /** The first dependency that is not met, in plain words. */
    Optional<String> unmetDependency(Mode mode, List<Dependency> dependencies) {
        for (Dependency dependency : dependencies) {
            List<Instance> needed = instances.values().stream()
                    .filter(i -> i.id.process().equals(dependency.process()) && i.id.mode() == mode)
                    .toList();
            if (needed.isEmpty()) {
                return Optional.of("waits for " + dependency.process() + ", which is not defined");
            }
            if (!needed.stream().allMatch(i -> met(i, dependency))) {
                return Optional.of("waits for " + dependency.process() + " to be "
                        + dependency
                                .condition()
                                .name()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace('_', ' '));
            }
        }
        return Optional.empty();
    }

    private static boolean met(Instance i, Dependency dependency) {
        boolean succeeded = i.lastExit()
                .flatMap(e -> e.code().stream().boxed().findFirst())
                .map(i.definition.restart().successCodes()::contains)
                .orElse(false);
        return switch (dependency.condition()) {
            case STARTED -> i.state() == ProcessState.RUNNING;
            case HEALTHY, LOG_READY -> i.ready();
            case COMPLETED -> i.state() == ProcessState.EXITED || endedForGood(i);
            case COMPLETED_SUCCESSFULLY -> i.state() == ProcessState.EXITED && succeeded;
        };
    }

    private static boolean endedForGood(Instance i) {
        return i.state() == ProcessState.FATAL
                && i.lastExit().isPresent()
                && i.status().nextStart().isEmpty();
    }

    /** Starts what waited for an instance, or failed for want of it; what waits on says for what. */
    void wakeDependents(Instance of) {
        if (!needed.contains(of.id.process())) {
            return;
        }
        for (Instance i : instances.values()) {
            if (i.id.mode() == of.id.mode()
                    && i.definition.dependsOn().stream()
                            .anyMatch(d -> d.process().equals(of.id.process()))) {
                reconsider(i, of);
            }
        }
    }

    private void reconsider(Instance waiting, Instance changed) {
        boolean waits = waiting.worker == null && waiting.state() == ProcessState.STARTING;
        boolean retries = waiting.worker == null
                && (waiting.state() == ProcessState.BACKOFF || waiting.state() == ProcessState.FATAL)
                && waiting.status().nextStart().isPresent();
        Optional<String> unmet = unmetDependency(waiting.id.mode(), waiting.definition.dependsOn());
        boolean fulfilled = unmet.isEmpty()
                && (changed.state() == ProcessState.RUNNING
                        || changed.state() == ProcessState.EXITED
                        || changed.state() == ProcessState.FATAL);
        if (fulfilled && (waits || retries)
                || waits
                        && unmet.filter(why -> !why.equals(waiting.status().reason()))
                                .isPresent()) {
            waiting.start(changed.id + " is there");
        }
    }

    void refreshSandbox(Instance instance, Runnable then) {
        Optional<Path> origin = instance.id.mode() == Mode.SANDBOX
                ? Optional.ofNullable(definitions.get(instance.id.process())).flatMap(ModeDefinitions::sandboxOrigin)
                : Optional.empty();
        if (origin.isEmpty()) {
            then.run();
            return;
        }
        copies.execute(() -> {
            try {
                new SandboxCopy(origin.get(), sandboxes, instance.id.process()).refresh();
            } catch (IOException e) {
                LOG.error("The sandbox copy for {} is not up to date: {}", instance.id, e.getMessage());
            }
            loop.execute(then);
        });
    }

    void close() {
        copies.shutdownNow();
    }
}
