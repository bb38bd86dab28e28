package com.nae.healing;

import com.nae.api.process.ExitStatus;
import com.nae.api.process.InstanceId;
import com.nae.api.process.LogPosition;
import com.nae.api.process.LogReader;
import com.nae.api.process.Mode;
import com.nae.api.process.ProbeKind;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Programs of a {@link HealingWorld}: run, fail, are reported 200 ms later, and are started again by a simple rule. */
final class SimulatedProcesses implements ProcessManager {
    private static final Duration DETECTION = Duration.ofMillis(200);

    private final class Instance {
        final InstanceId id;
        ProcessState state = ProcessState.STOPPED;
        Instant started = Instant.EPOCH;
        Optional<ExitStatus> exit = Optional.empty();
        int starts;
        String hold;
        long run;

        Instance(InstanceId id) {
            this.id = id;
        }

        boolean alive() {
            return state == ProcessState.RUNNING || state == ProcessState.STOPPING;
        }

        ProcessStatus status() {
            return new ProcessStatus(
                    id,
                    state,
                    hold == null ? "" : hold,
                    started,
                    alive() ? OptionalLong.of(1) : OptionalLong.empty(),
                    alive() ? Optional.of(started) : Optional.empty(),
                    Math.max(0, starts - 1),
                    exit,
                    false,
                    true,
                    Optional.empty());
        }

        void enter(ProcessState next, boolean exited) {
            ProcessState before = state;
            state = next;
            ProcessEvent event = new ProcessEvent(before, status(), exited, world.loop.now());
            world.loop.execute(() -> world.cases.changed(event));
        }

        void start() {
            if (alive()) {
                return;
            }
            starts++;
            started = world.loop.now();
            enter(ProcessState.RUNNING, false);
            tick(++run);
        }

        void tick(long of) {
            Map<String, String> variables =
                    new HashMap<>(world.definition(id.process(), id.mode()).environment());
            variables.putAll(overlay(id.process(), id.mode()));
            world.programs
                    .get(id.process())
                    .apply(world.text(id.process(), id.mode()), variables)
                    .ifPresent(f -> world.loop.schedule(f.after(), () -> fail(of, f)));
        }

        void fail(long of, HealingWorld.Failure f) {
            if (of != run || !alive()) {
                return;
            }
            var issue = world.issue(id.process(), f, id);
            world.loop.schedule(DETECTION, () -> world.cases.occurred(issue, id));
            if (f.exits()) {
                exit = Optional.of(new ExitStatus(OptionalInt.of(1), OptionalInt.empty(), world.loop.now()));
                enter(ProcessState.BACKOFF, true);
                if (hold == null) {
                    world.loop.schedule(Duration.ofMillis(100), this::due);
                }
            } else {
                tick(of);
            }
        }

        /** It has stopped, and is started again. */
        void again(boolean exited) {
            if (state == ProcessState.STARTING || state == ProcessState.RUNNING) {
                return;
            }
            enter(ProcessState.STOPPED, exited);
            enter(ProcessState.STARTING, false);
            world.loop.schedule(Duration.ofMillis(20), this::start);
        }

        void due() {
            if (hold == null && state == ProcessState.BACKOFF) {
                start();
            }
        }
    }

    private final HealingWorld world;
    private final Map<InstanceId, Instance> instances = new TreeMap<>();
    private final Map<String, Map<String, String>> overlays = new HashMap<>();
    final List<String> escalations = new ArrayList<>();
    int budget = 100;
    Duration stopping = Duration.ZERO;
    private final java.util.ArrayDeque<Runnable> orders = new java.util.ArrayDeque<>();

    SimulatedProcesses(HealingWorld world) {
        this.world = world;
    }

    void define(InstanceId id) {
        Instance fresh = new Instance(id);
        instances.put(id, fresh);
        world.loop.execute(fresh::start);
    }

    /** It ends by itself, as a job does that is done. */
    void complete(InstanceId id) {
        Instance i = instances.get(id);
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
        return instances.values().stream().map(Instance::status).toList();
    }

    @Override
    public Optional<ProcessStatus> status(InstanceId id) {
        return Optional.ofNullable(instances.get(id)).map(Instance::status);
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
        Instance i = instances.get(id);
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
        order(() -> instances.get(id).hold = reason);
    }

    @Override
    public void release(InstanceId id) {
        Instance i = instances.get(id);
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
    public void reportProbe(InstanceId id, ProbeKind kind, boolean passed, String detail) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LogReader log(InstanceId id, LogPosition from) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LogReader tail(InstanceId id, int lines) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long droppedBytes() {
        return 0;
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
