package com.nae.process.supervise;

import com.nae.api.process.InstanceId;
import com.nae.api.process.LaunchSpec;
import com.nae.api.process.LogPosition;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
import com.nae.process.adopt.Adoption;
import com.nae.process.adopt.WorkerJournal;
import com.nae.process.capture.Capture;
import com.nae.process.capture.FifoKeeper;
import com.nae.process.capture.LogSink;
import com.nae.process.launch.EnvironmentOverlays;
import com.nae.process.launch.LaunchPlanner;
import com.nae.process.launch.SdNotifyProtocol;
import com.nae.process.launch.SdNotifySocket;
import com.nae.process.launch.Tunings;
import com.nae.process.launch.Worker;
import com.nae.process.posix.EventLoop;
import com.nae.process.posix.ExitWatch;
import com.nae.process.posix.Kernel;
import com.nae.process.posix.Libc;
import com.nae.process.posix.SignalNumbers;
import com.nae.process.posix.Spawner;
import com.nae.process.schedule.WallClock;
import com.nae.process.stop.ProcessTreeReader;
import com.nae.process.stop.StragglerReaper;
import com.nae.process.stop.TreeStop;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What instances stand on: the means of starting, stopping and telling that all of them share. Owned by the
 * supervisor's thread.
 */
final class InstanceRuntime {
    private static final long ONE_LOOK = Duration.ofMillis(100).toNanos();
    private static final SecureRandom RANDOM = new SecureRandom();

    final String boot = Kernel.bootId();
    final ProcessEventPublisher announcements;
    final Tunings tunings = new Tunings();
    private final EventLoop loop;
    private final WallClock clock;
    private final Path run;
    private final WorkerJournal journal;
    private final Capture capture;
    private final FifoKeeper keeper;
    private final ProcessTreeReader trees;
    private final StragglerReaper reapStragglers;
    private final Spawner spawner;
    private final LaunchPlanner plan;
    private final EnvironmentOverlays overlays;
    private final InstanceRegistry roster;
    private long kernelKills = Kernel.outOfMemoryKills();
    private long lookedAt = System.nanoTime() - ONE_LOOK;
    private boolean byKernel;

    InstanceRuntime(
            EventLoop loop,
            WallClock clock,
            Path home,
            WorkerJournal journal,
            Capture capture,
            FifoKeeper keeper,
            Spawner spawner,
            LaunchPlanner plan,
            EnvironmentOverlays overlays,
            InstanceRegistry roster) {
        this.loop = loop;
        this.clock = clock;
        this.run = home.resolve("data/run");
        this.journal = journal;
        this.capture = capture;
        this.keeper = keeper;
        this.announcements = new ProcessEventPublisher(loop);
        this.trees = new ProcessTreeReader(loop);
        this.reapStragglers = new StragglerReaper(
                loop, trees, (ended, how) -> stopTree(ended, how, () -> {}).begin(false));
        this.spawner = spawner;
        this.plan = plan;
        this.overlays = overlays;
        this.roster = roster;
    }

    EventLoop loop() {
        return loop;
    }

    WallClock clock() {
        return clock;
    }

    WorkerJournal journal() {
        return journal;
    }

    ProcessTreeReader trees() {
        return trees;
    }

    /** What keeps an instance from being started, in plain words. */
    Optional<String> unmetDependency(Instance instance) {
        return roster.unmetDependency(instance.id.mode(), instance.definition.dependsOn());
    }

    /** Brings the sandbox's private copy up to date where there is one, then goes on. */
    void refreshSandbox(Instance instance, Runnable then) {
        roster.refreshSandbox(instance, then);
    }

    /** Opens where the output goes, also of an instance that is not started yet. */
    LogSink sink(InstanceId id, ProcessDefinition.Log policy) throws IOException {
        LogSink sink = capture.open(id, policy);
        keeper.hold(sink.fifo());
        return sink;
    }

    void closeSink(InstanceId id) {
        LogSink sink = capture.sink(id);
        if (sink != null) {
            capture.close(id);
            keeper.drop(sink.fifo());
        }
    }

    /** Starts the program; the intent is noted before, the pid after. */
    Worker spawn(Instance of, int restarts) throws IOException {
        InstanceId id = of.id;
        LogSink sink = sink(id, of.definition.log());
        String mark = mark();
        Worker.NotifyChannel ear = of.definition.sdNotify() ? ear(of) : null;
        try {
            Spawner.SpawnRequest launch = plan.plan(
                    id,
                    of.definition,
                    overlays.of(id.process(), id.mode()),
                    mark,
                    sink.fifo(),
                    ear == null ? null : ear.socket().path());
            journal.spawning(id, mark, System.currentTimeMillis(), restarts);
            of.logStart = new LogPosition(sink.number(), sink.size());
            int pid = spawner.spawn(launch);
            tunings.of(id.process(), id.mode()).nice().ifPresent(nice -> renice(pid, nice));
            journal.running(id, pid, Kernel.startTimeOf(pid).orElse(0), boot);
            return watched(of, new Worker(pid, mark, false, Instant.now()), ear);
        } catch (IOException e) {
            journal.startFailed(id);
            if (ear != null) {
                ear.close();
            }
            throw e;
        }
    }

    /** What runs a command as an instance's program is run. For any thread. */
    LaunchSpec launchSpec(InstanceId id, ProcessDefinition definition, List<String> command) throws IOException {
        return plan.launchSpec(id, definition, overlays.of(id.process(), id.mode()), command);
    }

    /**
     * Makes the process group of a program wait behind others, or no longer; what the system does not allow stays as it
     * is until the next start.
     */
    void renice(int pid, int nice) {
        Libc.setpriority(Libc.PRIO_PGRP, pid, nice);
    }

    /** Takes over a running program of an earlier runtime. */
    Worker adopt(Instance of, Adoption.Claim claim) throws IOException {
        sink(of.id, of.definition.log());
        journal.spawning(
                of.id,
                claim.run(),
                claim.started().toEpochMilli(),
                journal.entry(of.id).restarts());
        journal.running(of.id, claim.pid(), Kernel.startTimeOf(claim.pid()).orElse(0), boot);
        return watched(
                of,
                new Worker(claim.pid(), claim.run(), true, claim.started()),
                of.definition.sdNotify() ? ear(of) : null);
    }

    private Worker watched(Instance of, Worker worker, Worker.NotifyChannel ear) throws IOException {
        worker.notifyChannel = ear;
        worker.exitWatch = ExitWatch.open(loop, worker.pid, of::exited);
        return worker;
    }

    private Worker.NotifyChannel ear(Instance of) throws IOException {
        String log = of.id.logName();
        SdNotifyProtocol protocol = of.notifyProtocol();
        SdNotifySocket socket =
                SdNotifySocket.open(loop, run, log.substring(0, log.length() - ".log".length()), protocol);
        socket.restrictTo(LaunchPlanner.otherUser(of.definition.identity()));
        return new Worker.NotifyChannel(socket, protocol);
    }

    TreeStop stopTree(Worker worker, ProcessDefinition.Stop how, Runnable gone) {
        return new TreeStop(loop, trees, worker.pid, worker.runId, SignalNumbers.of(how.signal()), how.timeout(), gone);
    }

    /** Ends, in the background, what an ended program has left outside its process group. */
    void reapStragglers(Worker ended, ProcessDefinition.Stop how) {
        reapStragglers.add(ended, how);
    }

    /**
     * Whether the kernel has killed a process for lack of memory just now: since the last look, or found by a look
     * within {@link #ONE_LOOK}.
     */
    boolean killedByKernel() {
        long now = System.nanoTime();
        if (now - lookedAt > ONE_LOOK) {
            long before = kernelKills;
            kernelKills = Kernel.outOfMemoryKills();
            byKernel = kernelKills > before;
            lookedAt = now;
        }
        return byKernel;
    }

    /** Puts the next run of a process that runs by the clock on the timer. */
    void scheduleRun(Instance instance) {
        instance.definition
                .schedule()
                .run()
                .ifPresent(expression -> awaitRun(instance, clock.nextTime("schedule", expression)));
    }

    private void awaitRun(Instance instance, Instant at) {
        if (clock.reached(at)) {
            instance.start("scheduled");
        } else {
            instance.startAt(clock.scheduleCheck(at, () -> awaitRun(instance, at)), at);
        }
    }

    /** Tells everyone that an instance has changed, and starts what waited for it. */
    void publishChange(Instance instance, ProcessState before, boolean exited) {
        instance.standing.publish(instance.worker);
        announcements.publish(new ProcessEvent(before, instance.status(), exited, Instant.now()));
        roster.wakeDependents(instance);
    }

    private static String mark() {
        byte[] bytes = new byte[12];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Waits for dead children that were handed to this process because it is PID 1. */
    void reapAdoptedZombies() {
        com.nae.process.posix.ProcessTree.zombiesOf(
                        (int) ProcessHandle.current().pid())
                .stream()
                .filter(pid -> !roster.isWorker(pid))
                .forEach(pid -> Libc.waitpid(pid, new com.sun.jna.Memory(4), Libc.WNOHANG));
        loop.schedule(Duration.ofSeconds(2), this::reapAdoptedZombies);
    }
}
