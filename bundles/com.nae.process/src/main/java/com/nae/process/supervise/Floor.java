package com.nae.process.supervise;

import com.nae.api.process.InstanceId;
import com.nae.api.process.Launch;
import com.nae.api.process.LogPosition;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.State;
import com.nae.process.capture.Capture;
import com.nae.process.capture.Sink;
import com.nae.process.posix.ExitWatch;
import com.nae.process.posix.Kernel;
import com.nae.process.posix.Libc;
import com.nae.process.posix.Loop;
import com.nae.process.posix.SignalNumbers;
import com.nae.process.posix.Spawner;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What instances stand on: the means of starting, stopping and telling that all of them share. Owned by the supervisor's thread. */
final class Floor {
    private static final long ONE_LOOK = Duration.ofMillis(100).toNanos();
    private static final SecureRandom RANDOM = new SecureRandom();

    final String boot = Kernel.bootId();
    final Announcements announcements;
    final Tunings tunings = new Tunings();
    private final Loop loop;
    private final WallClock clock;
    private final Path run;
    private final Journal journal;
    private final Capture capture;
    private final Keeper keeper;
    private final Trees trees;
    private final Sweep sweep;
    private final Spawner spawner;
    private final LaunchPlan plan;
    private final Overlays overlays;
    private final Roster roster;
    private long kernelKills = Kernel.outOfMemoryKills();
    private long lookedAt = System.nanoTime() - ONE_LOOK;
    private boolean byKernel;

    Floor(Loop loop, WallClock clock, Path home, Journal journal, Capture capture, Keeper keeper, Spawner spawner, LaunchPlan plan, Overlays overlays, Roster roster) {
        this.loop = loop;
        this.clock = clock;
        this.run = home.resolve("data/run");
        this.journal = journal;
        this.capture = capture;
        this.keeper = keeper;
        this.announcements = new Announcements(loop);
        this.trees = new Trees(loop);
        this.sweep = new Sweep(loop, trees, (ended, how) -> stopTree(ended, how, () -> { }).begin(false));
        this.spawner = spawner;
        this.plan = plan;
        this.overlays = overlays;
        this.roster = roster;
    }

    Loop loop() {
        return loop;
    }

    WallClock clock() {
        return clock;
    }

    Journal journal() {
        return journal;
    }

    Trees trees() {
        return trees;
    }

    /** What keeps an instance from being started, in plain words. */
    Optional<String> unmet(Instance instance) {
        return roster.unmet(instance.id.mode(), instance.definition.dependsOn());
    }

    /** Brings the sandbox's private copy up to date where there is one, then goes on. */
    void prepare(Instance instance, Runnable then) {
        roster.prepare(instance, then);
    }

    /** Opens where the output goes, also of an instance that is not started yet. */
    Sink sink(InstanceId id, ProcessDefinition.Log policy) throws IOException {
        Sink sink = capture.open(id, policy);
        keeper.hold(sink.fifo());
        return sink;
    }

    void closeSink(InstanceId id) {
        Sink sink = capture.sink(id);
        if (sink != null) {
            capture.close(id);
            keeper.drop(sink.fifo());
        }
    }

    /** Starts the program; the intent is noted before, the pid after. */
    Worker spawn(Instance of, int restarts) throws IOException {
        InstanceId id = of.id;
        Sink sink = sink(id, of.definition.log());
        String mark = mark();
        Worker.Ear ear = of.definition.sdNotify() ? ear(of) : null;
        try {
            Spawner.Launch launch = plan.plan(id, of.definition, overlays.of(id.process(), id.mode()), mark, sink.fifo(), ear == null ? null : ear.socket().path());
            journal.spawning(id, mark, System.currentTimeMillis(), restarts);
            of.logStart = new LogPosition(sink.number(), sink.size());
            int pid = spawner.spawn(launch);
            tunings.of(id.process(), id.mode()).nice().ifPresent(nice -> renice(pid, nice));
            journal.running(id, pid, Kernel.startOf(pid).orElse(0), boot);
            return watched(of, new Worker(pid, mark, false, Instant.now()), ear);
        } catch (IOException e) {
            journal.unstarted(id);
            if (ear != null) {
                ear.close();
            }
            throw e;
        }
    }

    /** What runs a command as an instance's program is run. For any thread. */
    Launch beside(InstanceId id, ProcessDefinition definition, List<String> command) throws IOException {
        return plan.beside(id, definition, overlays.of(id.process(), id.mode()), command);
    }

    /** Makes the process group of a program wait behind others, or no longer; what the system does not allow stays as it is until the next start. */
    void renice(int pid, int nice) {
        Libc.setpriority(Libc.PRIO_PGRP, pid, nice);
    }

    /** Takes over a running program of an earlier runtime. */
    Worker adopt(Instance of, Adoption.Claim claim) throws IOException {
        sink(of.id, of.definition.log());
        journal.spawning(of.id, claim.run(), claim.started().toEpochMilli(), journal.entry(of.id).restarts());
        journal.running(of.id, claim.pid(), Kernel.startOf(claim.pid()).orElse(0), boot);
        return watched(of, new Worker(claim.pid(), claim.run(), true, claim.started()), of.definition.sdNotify() ? ear(of) : null);
    }

    private Worker watched(Instance of, Worker worker, Worker.Ear ear) throws IOException {
        worker.ear = ear;
        worker.exit = ExitWatch.open(loop, worker.pid, of::exited);
        return worker;
    }

    private Worker.Ear ear(Instance of) throws IOException {
        String log = of.id.logName();
        NotifyProtocol protocol = of.protocol();
        NotifySocket socket = NotifySocket.open(loop, run, log.substring(0, log.length() - ".log".length()), protocol);
        socket.belongsTo(LaunchPlan.other(of.definition.identity()));
        return new Worker.Ear(socket, protocol);
    }

    TreeStop stopTree(Worker worker, ProcessDefinition.Stop how, Runnable gone) {
        return new TreeStop(loop, trees, worker.pid, worker.run, SignalNumbers.of(how.signal()), how.timeout(), gone);
    }

    /** Ends, in the background, what an ended program has left outside its process group. */
    void sweep(Worker ended, ProcessDefinition.Stop how) {
        sweep.add(ended, how);
    }

    /** Whether the kernel has killed a process for lack of memory just now: since the last look, or found by a look within {@link #ONE_LOOK}. */
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
        instance.definition.schedule().run().ifPresent(expression -> awaitRun(instance, clock.next("schedule", expression)));
    }

    private void awaitRun(Instance instance, Instant at) {
        if (clock.reached(at)) {
            instance.start("scheduled");
        } else {
            instance.startAt(clock.look(at, () -> awaitRun(instance, at)), at);
        }
    }

    /** Tells everyone that an instance has changed, and starts what waited for it. */
    void changed(Instance instance, State before, boolean exited) {
        instance.standing.publish(instance.worker);
        announcements.add(new ProcessEvent(before, instance.status(), exited, Instant.now()));
        roster.changed(instance);
    }

    private static String mark() {
        byte[] bytes = new byte[12];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Waits for dead children that were handed to this process because it is PID 1. */
    void reap() {
        com.nae.process.posix.Tree.zombiesOf((int) ProcessHandle.current().pid()).stream().filter(pid -> !roster.has(pid))
                .forEach(pid -> Libc.waitpid(pid, new com.sun.jna.Memory(4), Libc.WNOHANG));
        loop.after(Duration.ofSeconds(2), this::reap);
    }
}
