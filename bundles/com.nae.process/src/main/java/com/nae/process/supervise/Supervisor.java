package com.nae.process.supervise;

import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.LaunchSpec;
import com.nae.api.process.LogPosition;
import com.nae.api.process.LogReader;
import com.nae.api.process.Mode;
import com.nae.api.process.OutputListener;
import com.nae.api.process.ProbeKind;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessListener;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessStatus;
import com.nae.api.process.Tuning;
import com.nae.process.adopt.WorkerJournal;
import com.nae.process.capture.Capture;
import com.nae.process.capture.FifoKeeper;
import com.nae.process.capture.FileLogReader;
import com.nae.process.capture.LogSink;
import com.nae.process.capture.TailPosition;
import com.nae.process.definition.ModeDefinitions;
import com.nae.process.launch.EnvironmentOverlays;
import com.nae.process.launch.LaunchPlanner;
import com.nae.process.launch.Worker;
import com.nae.process.posix.EventLoop;
import com.nae.process.posix.ProcessTree;
import com.nae.process.posix.Spawner;
import com.nae.process.schedule.WallClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The process manager: hands every request to the one thread that owns all instances. */
@Component(
        immediate = true,
        service = {ProcessManager.class, Supervisor.class})
public final class Supervisor implements ProcessManager {
    private final EventLoop loop;
    private final Capture capture;
    private final WorkerJournal journal;
    private final FifoKeeper keeper;
    private final EnvironmentOverlays overlays;
    private final InstanceRegistry roster;
    private final InstanceRuntime floor;
    private final DefinitionReconciler arrivals;

    @Activate
    public Supervisor(BundleContext context) throws IOException {
        this(Home.of(context));
    }

    Supervisor(Home home) throws IOException {
        this(home, Clock.systemDefaultZone());
    }

    Supervisor(Home home, Clock clock) throws IOException {
        Path run = Files.createDirectories(home.data().resolve("run"));
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwx--x--x"));
        Files.createDirectories(home.logs());
        loop = new EventLoop("nae-process");
        capture = new Capture(home.logs(), Files.createDirectories(run.resolve("fifo")));
        journal = new WorkerJournal(run.resolve("workers.journal"));
        overlays = new EnvironmentOverlays(home.data().resolve("overlays"));
        roster = new InstanceRegistry(loop, home.data().resolve("sandbox"));
        keeper = new FifoKeeper(run);
        Spawner spawner = new Spawner();
        LaunchPlanner plan = new LaunchPlanner(home.root());
        floor = new InstanceRuntime(
                loop,
                new WallClock(loop, clock),
                home.root(),
                journal,
                capture,
                keeper,
                spawner,
                plan,
                overlays,
                roster);
        arrivals = new DefinitionReconciler(home, floor, roster, keeper);
        keeper.start(spawner, plan.plainEnvironment());
        loop.execute(arrivals::begin);
        loop.start();
    }

    /** Lets go of everything and leaves the workers running. */
    @Deactivate
    void deactivate() throws IOException {
        loop.execute(floor.trees()::close);
        arrivals.close();
        loop.close();
        capture.close();
        roster.close();
        journal.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addProcessListener(ProcessListener listener) {
        floor.announcements.addListener(listener);
    }

    void removeProcessListener(ProcessListener listener) {
        floor.announcements.removeListener(listener);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addOutputListener(OutputListener listener) {
        capture.add(listener);
    }

    void removeOutputListener(OutputListener listener) {
        capture.remove(listener);
    }

    /** Puts a definition in force, in place of an earlier one. */
    void define(String name, ModeDefinitions definitions) {
        loop.execute(() -> arrivals.define(name, definitions));
    }

    /** Stops and forgets a process. */
    void undefine(String name) {
        loop.execute(() -> arrivals.undefine(name));
    }

    @Override
    public List<ProcessStatus> list() {
        return roster.all().stream().map(Instance::status).toList();
    }

    @Override
    public Optional<ProcessStatus> status(InstanceId id) {
        return Optional.ofNullable(roster.instances.get(id)).map(Instance::status);
    }

    @Override
    public Optional<ProcessDefinition> definition(String process, Mode mode) {
        return roster.definition(process, mode);
    }

    @Override
    public List<String> processes() {
        return List.copyOf(roster.definitions.keySet());
    }

    @Override
    public CompletableFuture<ProcessStatus> start(InstanceId id, String by) {
        return on(id, instance -> {
            journal.stopped(id, false);
            instance.resetFailures();
            instance.start("started by " + by);
            return instance.settled();
        });
    }

    @Override
    public CompletableFuture<ProcessStatus> stop(InstanceId id, String by) {
        return on(id, instance -> {
            journal.stopped(id, true);
            instance.stop("stopped by " + by);
            return instance.settled();
        });
    }

    @Override
    public CompletableFuture<ProcessStatus> restart(InstanceId id, String reason) {
        return on(id, instance -> {
            journal.stopped(id, false);
            instance.restart(reason);
            return instance.settled();
        });
    }

    @Override
    public boolean spend(InstanceId id, String what) {
        Instance instance = roster.instances.get(id);
        return instance != null && instance.history.spend(instance.definition.restart());
    }

    @Override
    public void hold(InstanceId id, String reason) {
        with(id, instance -> instance.hold(reason));
    }

    @Override
    public void release(InstanceId id) {
        with(id, Instance::release);
    }

    @Override
    public void escalate(InstanceId id, String reason) {
        with(id, instance -> instance.escalate(reason));
    }

    @Override
    public void overlay(String process, Mode mode, Map<String, String> environment) {
        overlays.put(process, mode, environment);
    }

    @Override
    public Map<String, String> overlay(String process, Mode mode) {
        return overlays.of(process, mode);
    }

    @Override
    public boolean tune(String process, Mode mode, Tuning tuning) {
        boolean known = roster.definition(process, mode).isPresent();
        loop.execute(() -> arrivals.tune(process, mode, tuning));
        return known;
    }

    @Override
    public Tuning tuning(String process, Mode mode) {
        return arrivals.tuning(process, mode);
    }

    @Override
    public void reportProbe(InstanceId id, ProbeKind kind, boolean passed, String detail) {
        with(id, instance -> instance.probed(kind, passed, detail));
    }

    @Override
    public LogReader log(InstanceId id, LogPosition from) {
        return new FileLogReader(sink(id), from);
    }

    @Override
    public LogReader tail(InstanceId id, int lines) {
        LogSink sink = sink(id);
        return new FileLogReader(sink, TailPosition.of(sink, lines));
    }

    @Override
    public Optional<LogPosition> logStart(InstanceId id) {
        return Optional.ofNullable(roster.instances.get(id)).map(instance -> instance.logStart);
    }

    @Override
    public long droppedBytes() {
        return capture.droppedBytes();
    }

    @Override
    public LaunchSpec launch(InstanceId id, List<String> command) throws IOException {
        Optional<ProcessDefinition> definition = roster.definition(id.process(), id.mode());
        return floor.launchSpec(id, definition.orElseThrow(() -> new IOException("there is no " + id)), command);
    }

    @Override
    public List<Long> tree(InstanceId id) {
        Instance instance = roster.instances.get(id);
        Worker worker = instance == null ? null : instance.worker;
        return worker == null
                ? List.of()
                : ProcessTree.read(true).members(worker.pid, worker.runId).stream()
                        .map(Integer::longValue)
                        .toList();
    }

    @Override
    public CompletableFuture<Void> stopAll() {
        return loop.submit(arrivals::stopAll).thenCompose(all -> all);
    }

    private LogSink sink(InstanceId id) {
        LogSink sink = capture.sink(id);
        if (sink == null) {
            throw new NoSuchElementException("there is no " + id);
        }
        return sink;
    }

    private void with(InstanceId id, java.util.function.Consumer<Instance> action) {
        loop.execute(() -> Optional.ofNullable(roster.instances.get(id)).ifPresent(action));
    }

    private CompletableFuture<ProcessStatus> on(
            InstanceId id, Function<Instance, CompletableFuture<ProcessStatus>> command) {
        return loop.submit(() -> {
                    Instance instance = roster.instances.get(id);
                    return instance == null
                            ? CompletableFuture.<ProcessStatus>failedFuture(
                                    new NoSuchElementException("there is no " + id))
                            : command.apply(instance);
                })
                .thenCompose(Function.identity());
    }
}
