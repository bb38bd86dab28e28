package com.nae.process.instance;

import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Dependency;
import com.nae.process.definition.DependencyOrder;
import com.nae.process.definition.ModeDefinitions;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** All definitions in force and all instances. Changed by the supervisor's thread alone, read by any thread. */
public final class InstanceRegistry {
    private final Map<String, ModeDefinitions> definitions = new ConcurrentSkipListMap<>();
    private final Map<InstanceId, Instance> instances = new ConcurrentSkipListMap<>();
    /**
     * Processes on which any other depends or has depended. A change of all others wakes nobody, and is not looked at.
     */
    private final Set<String> dependedOn = new HashSet<>();

    /** Names of the defined processes, in order. */
    public List<String> processes() {
        return List.copyOf(definitions.keySet());
    }

    public Optional<ModeDefinitions> definitions(String process) {
        return Optional.ofNullable(definitions.get(process));
    }

    public Optional<ProcessDefinition> definition(String process, Mode mode) {
        return definitions(process).map(d -> d.byMode().get(mode));
    }

    /** The live directory of which the sandbox's directory is a copy. */
    Optional<Path> sandboxOrigin(String process) {
        return definitions(process).flatMap(ModeDefinitions::sandboxOrigin);
    }

    /** Puts a definition in force; returns the one it replaces. */
    public Optional<ModeDefinitions> define(String process, ModeDefinitions definition) {
        dependencies(definition).map(Dependency::process).forEach(dependedOn::add);
        return Optional.ofNullable(definitions.put(process, definition));
    }

    /** Forgets a definition; returns whether there was one. */
    public boolean undefine(String process) {
        return definitions.remove(process) != null;
    }

    /** Processes that wait for each other and so never start: the members of each cycle along its arrows. */
    public List<List<String>> dependencyCycles() {
        Map<String, List<String>> arrows = new HashMap<>();
        definitions.forEach((name, d) -> arrows.put(
                name, dependencies(d).map(Dependency::process).distinct().toList()));
        return DependencyOrder.sort(arrows).cycles();
    }

    private static Stream<Dependency> dependencies(ModeDefinitions definition) {
        return definition.byMode().values().stream().flatMap(d -> d.dependsOn().stream());
    }

    boolean isDependedOn(String process) {
        return dependedOn.contains(process);
    }

    /** All instances, in the order of their ids. */
    public Collection<Instance> all() {
        return instances.values();
    }

    /** The instances of a process in every mode. */
    public Stream<Instance> of(String process) {
        return instances.values().stream().filter(i -> i.id().process().equals(process));
    }

    public Optional<Instance> instance(InstanceId id) {
        return Optional.ofNullable(instances.get(id));
    }

    public void add(Instance instance) {
        instances.put(instance.id(), instance);
    }

    public void remove(Instance instance) {
        instances.remove(instance.id(), instance);
    }

    /** Whether a pid is the program of an instance, which reaps it itself. */
    public boolean isWorker(int pid) {
        return instances.values().stream()
                .map(Instance::worker)
                .anyMatch(worker -> worker != null && worker.pid() == pid);
    }
}
