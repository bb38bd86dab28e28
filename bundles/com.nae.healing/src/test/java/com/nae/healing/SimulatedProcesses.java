package com.nae.healing;

import com.nae.api.process.ExitStatus;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.api.process.ProcessTuning;
import com.nae.api.process.RestartBudget;
import com.nae.api.process.StartHolds;
import com.nae.api.process.Tuning;
import com.nae.healing.context.HealedProcesses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Programs of a {@link HealingWorld}: run, fail, are reported 200 ms later, and are started again by a simple rule. */
final class SimulatedProcesses implements ProcessManager, ProcessTuning, RestartBudget, StartHolds {
    private final HealingWorld world;
    private final Map<InstanceId, SimulatedInstance> instances = new TreeMap<>();
    private final Map<String, Map<String, String>> overlays = new HashMap<>();
    final List<String> escalations = new ArrayList<>();
    int budget = 100;
    Duration stopping = Duration.ZERO;
    private final java.util.ArrayDeque<Runnable> orders = new java.util.ArrayDeque<>();

    SimulatedProcesses(HealingWorld world) {
        this.world = world;
    }

    /** These processes in all the roles that healing asks for. */
    HealedProcesses roles() {
        return new HealedProcesses(this, this, this, this);
    }

    void define(InstanceId id) {
        SimulatedInstance fresh = new SimulatedInstance(world, id);
        instances.put(id, fresh);
        world.loop.execute(fresh::start);
    }

    /** It ends by itself, as a job does that is done. */
    void complete(InstanceId id) {
        SimulatedInstance i = instances.get(id);
        i.run++;
        i.exit = Optional.of(new ExitStatus(OptionalInt.of(0), OptionalInt.empty(), world.loop.now()));
        i.enter(ProcessState.EXITED, true);
    }

    /** The process's file is deleted. */
    void remove(String process) {
        instances.entrySet().removeIf(e -> {
            e.getValue().run++;
            return e.getKey().process().equals(process);
        });
    }

    private void order(Runnable command) {
        orders.add(command);
        world.loop.execute(this::obey);
    }

    /** Carries out the commands given so far, in their order. */
    void obey() {
        while (!orders.isEmpty()) {
            orders.poll().run();
        }
    }

    /** What a new runtime does with what is down. */
    void startAll() {
        instances.values().forEach(i -> {
            i.run++;
            i.state = ProcessState.STOPPED;
            world.loop.execute(i::start);
        });
    }

    int starts(String id) {
        return instances.get(InstanceId.parse(id)).starts;
    }

    Optional<String> held(String id) {
        return Optional.ofNullable(instances.get(InstanceId.parse(id)).hold);
    }

    @Override
    public List<ProcessStatus> list() {
        return instances.values().stream().map(SimulatedInstance::status).toList();
    }

    @Override
    public Optional<ProcessStatus> status(InstanceId id) {
        return Optional.ofNullable(instances.get(id)).map(SimulatedInstance::status);
    }

    @Override
    public Optional<ProcessDefinition> definition(String process, Mode mode) {
        return instances.containsKey(new InstanceId(process, mode, 0))
                ? Optional.of(world.definition(process, mode))
                : Optional.empty();
    }

    @Override
    public List<String> processes() {
        return instances.keySet().stream().map(InstanceId::process).distinct().toList();
    }

    @Override
    public CompletableFuture<ProcessStatus> start(InstanceId id, String by) {
        return restart(id, by);
    }

    @Override
    public CompletableFuture<ProcessStatus> stop(InstanceId id, String by) {
        instances.get(id).run++;
        instances.get(id).enter(ProcessState.STOPPED, false);
        return CompletableFuture.completedFuture(instances.get(id).status());
    }

    @Override
    public CompletableFuture<ProcessStatus> restart(InstanceId id, String reason) {
        SimulatedInstance i = instances.get(id);
        order(() -> {
            i.hold = null;
            i.run++;
            boolean alive = i.alive();
            if (alive) {
                i.enter(ProcessState.STOPPING, false);
            }
            world.loop.schedule(alive ? stopping : Duration.ZERO, () -> i.again(alive));
        });
        return new CompletableFuture<>();
    }

    @Override
    public boolean spend(InstanceId id, String what) {
        return budget-- > 0;
    }

    @Override
    public void hold(InstanceId id, String reason) {
        order(() -> instances.get(id).hold(reason));
    }

    @Override
    public void release(InstanceId id) {
        SimulatedInstance i = instances.get(id);
        if (i != null) {
            order(() -> {
                i.hold = null;
                i.due();
            });
        }
    }

    @Override
    public void escalate(InstanceId id, String reason) {
        escalations.add(id + ": " + reason);
        order(() -> instances.get(id).escalate());
    }

    @Override
    public void overlay(String process, Mode mode, Map<String, String> environment) {
        overlays.put(process + "@" + mode, Map.copyOf(environment));
    }

    @Override
    public Map<String, String> overlay(String process, Mode mode) {
        return overlays.getOrDefault(process + "@" + mode, Map.of());
    }

    @Override
    public boolean tune(String process, Mode mode, Tuning tuning) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Tuning tuning(String process, Mode mode) {
        return Tuning.NONE;
    }

    @Override
    public List<Long> tree(InstanceId id) {
        return List.of();
    }

    @Override
    public CompletableFuture<Void> stopAll() {
        throw new UnsupportedOperationException();
    }
}
