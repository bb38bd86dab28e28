package com.nae.process.supervise;

import com.nae.api.operation.Home;
import com.nae.process.adopt.Adoption;
import com.nae.process.adopt.WorkerJournal;
import com.nae.process.capture.Capture;
import com.nae.process.capture.FifoKeeper;
import com.nae.process.capture.InstanceOutputs;
import com.nae.process.cgroup.MemoryCgroups;
import com.nae.process.definition.ModeDefinitions;
import com.nae.process.instance.DependencyGate;
import com.nae.process.instance.Instance;
import com.nae.process.instance.InstanceRegistry;
import com.nae.process.instance.InstanceRestorer;
import com.nae.process.instance.InstanceRuntime;
import com.nae.process.instance.ProcessEventPublisher;
import com.nae.process.instance.ScheduledRuns;
import com.nae.process.instance.WorkerLauncher;
import com.nae.process.launch.EnvironmentOverlays;
import com.nae.process.launch.LaunchPlanner;
import com.nae.process.launch.Tunings;
import com.nae.process.posix.EventLoop;
import com.nae.process.posix.OomKillCounter;
import com.nae.process.sandbox.SandboxRefresher;
import com.nae.process.schedule.WallClock;
import com.nae.process.stop.WorkerStopper;
import com.nae.process.stop.ZombieReaper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The parts that supervise the programs of one home, put together and ended in order. The parts are the loop's
 * thread's; the methods here may be called by any thread.
 */
final class Supervision implements AutoCloseable {
    /** After this long all definitions are known: the configuration files have been read. */
    private static final Duration DEFINITIONS_KNOWN = Duration.ofSeconds(5);

    private final EventLoop loop;
    private final Capture capture;
    private final WorkerJournal journal;
    private final EnvironmentOverlays overlays;
    private final LaunchPlanner planner;
    private final InstanceRuntime runtime;
    private final Orphans orphans;
    private final FifoKeeper keeper;
    private final RestartTriggers triggers;
    private final DefinitionReconciler reconciler;
    private final IdleMemoryTrim memoryTrim;

    Supervision(Home home, Clock clock, MemoryCgroups cgroups) throws IOException {
        Path run = Files.createDirectories(home.data().resolve("run"));
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwx--x--x"));
        Files.createDirectories(home.logs());
        loop = new EventLoop("nae-process");
        capture = new Capture(home.logs(), Files.createDirectories(run.resolve("fifo")));
        journal = new WorkerJournal(run.resolve("workers.journal"));
        overlays = new EnvironmentOverlays(home.data().resolve("overlays"));
        keeper = new FifoKeeper(run);
        Tunings tunings = new Tunings();
        planner = new LaunchPlanner(home.root(), overlays, tunings, cgroups);
        WallClock wallClock = new WallClock(loop, clock);
        runtime = runtime(home, tunings, wallClock);
        Adoption adoption =
                new Adoption(journal, home.root(), runtime.launcher().bootId());
        orphans = new Orphans(home, runtime, adoption);
        triggers = new RestartTriggers(runtime, new ScheduledRestarts(wallClock));
        InstanceRestorer restorer = new InstanceRestorer(runtime, adoption);
        reconciler = new DefinitionReconciler(home, runtime, restorer, triggers);
        memoryTrim = new IdleMemoryTrim(loop);
        start();
    }

    private InstanceRuntime runtime(Home home, Tunings tunings, WallClock wallClock) {
        InstanceRegistry registry = new InstanceRegistry();
        InstanceOutputs outputs = new InstanceOutputs(capture, keeper);
        return new InstanceRuntime(
                loop,
                registry,
                new DependencyGate(registry),
                journal,
                outputs,
                new WorkerLauncher(home, loop, journal, outputs, planner),
                new WorkerStopper(loop),
                tunings,
                new SandboxRefresher(loop, home.data().resolve("sandbox")),
                new ScheduledRuns(wallClock),
                new OomKillCounter(),
                new ProcessEventPublisher(loop));
    }

    private void start() {
        keeper.start(runtime.launcher().spawner(), planner.helperEnvironment());
        loop.execute(() -> {
            orphans.find();
            loop.schedule(DEFINITIONS_KNOWN, this::definitionsKnown);
            new ZombieReaper(loop, runtime.registry()::isWorker).start();
        });
        loop.start();
    }

    /** What no definition has claimed by now is not claimed any more. */
    private void definitionsKnown() {
        orphans.stopUnclaimed();
        keeper.endPredecessor();
        planner.cgroups()
                .removeUnused(registry().all().stream()
                        .filter(Instance::hasWorker)
                        .map(Instance::id)
                        .toList());
    }

    /** Puts a definition in force, in place of an earlier one. */
    void define(String name, ModeDefinitions definitions) {
        loop.execute(() -> {
            reconciler.define(name, definitions);
            memoryTrim.afterQuiet();
        });
    }

    /** Stops everything, dependents first; completes when nothing is left. Definitions change nothing from now on. */
    CompletableFuture<Void> stopAll() {
        return loop.submit(() -> {
                    reconciler.stopReconciling();
                    return new ShutdownSequence(runtime, orphans, keeper).stopAll();
                })
                .thenCompose(all -> all);
    }

    EventLoop loop() {
        return loop;
    }

    Capture capture() {
        return capture;
    }

    EnvironmentOverlays overlays() {
        return overlays;
    }

    LaunchPlanner planner() {
        return planner;
    }

    InstanceRuntime runtime() {
        return runtime;
    }

    InstanceRegistry registry() {
        return runtime.registry();
    }

    DefinitionReconciler reconciler() {
        return reconciler;
    }

    /** Lets go of everything and leaves the workers running. */
    @Override
    public void close() throws IOException {
        loop.execute(runtime.stopper()::close);
        triggers.close();
        loop.close();
        memoryTrim.close();
        capture.close();
        runtime.sandboxes().close();
        journal.close();
    }
}
