package com.nae.process.instance;

import com.nae.api.operation.Home;
import com.nae.api.output.LogPosition;
import com.nae.api.process.InstanceId;
import com.nae.process.adopt.Adoption;
import com.nae.process.adopt.WorkerJournal;
import com.nae.process.capture.InstanceOutputs;
import com.nae.process.capture.LogSink;
import com.nae.process.cgroup.MemoryCgroups;
import com.nae.process.launch.LaunchPlanner;
import com.nae.process.launch.SdNotifyProtocol;
import com.nae.process.launch.SdNotifySocket;
import com.nae.process.launch.Worker;
import com.nae.process.posix.EventLoop;
import com.nae.process.posix.ExitWatch;
import com.nae.process.posix.Kernel;
import com.nae.process.posix.Spawner;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Starts the programs of instances and adopts those of an earlier runtime; notes both in the journal. Owned by the
 * supervisor's thread.
 */
public final class WorkerLauncher {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RUN_ID_BYTES = 12;

    private final EventLoop loop;
    private final Path sockets;
    private final WorkerJournal journal;
    private final InstanceOutputs outputs;
    private final LaunchPlanner planner;
    private final Spawner spawner = new Spawner();
    private final String bootId = Kernel.bootId();

    public WorkerLauncher(
            Home home, EventLoop loop, WorkerJournal journal, InstanceOutputs outputs, LaunchPlanner planner) {
        this.sockets = home.data().resolve("run");
        this.loop = loop;
        this.journal = journal;
        this.outputs = outputs;
        this.planner = planner;
    }

    LaunchPlanner planner() {
        return planner;
    }

    public Spawner spawner() {
        return spawner;
    }

    public MemoryCgroups cgroups() {
        return planner.cgroups();
    }

    /** Names this run of the machine: pids of another run mean nothing. */
    public String bootId() {
        return bootId;
    }

    /**
     * Starts the program of an instance. The intent is journalled before, the pid after, so that a runtime which is
     * killed in between leaves a mark by which the next one finds the program.
     *
     * @param restarts how often the instance was started before, for the journal
     */
    Worker spawn(Instance instance, int restarts) throws IOException {
        InstanceId id = instance.id();
        LogSink sink = outputs.open(id, instance.definition().log());
        String runId = newRunId();
        Worker.NotifyChannel notify = notifyChannel(instance);
        try {
            Path socket = notify == null ? null : notify.socket().path();
            Spawner.SpawnRequest request =
                    instance.memory().applyTo(planner.plan(id, instance.definition(), runId, sink.fifo(), socket));
            journal.spawning(id, runId, System.currentTimeMillis(), restarts);
            instance.logStartsAt(new LogPosition(sink.number(), sink.size()));
            int pid = spawner.spawn(request);
            Worker worker = new Worker(pid, runId, false, Instant.now());
            planner.tunedNice(id).ifPresent(worker::renice);
            journal.running(id, pid, Kernel.startTimeOf(pid).orElse(0), bootId);
            return watched(worker, instance, notify);
        } catch (IOException e) {
            journal.startFailed(id);
            instance.memory().ended();
            if (notify != null) {
                notify.close();
            }
            throw e;
        }
    }

    /** Takes over a running program of an earlier runtime. */
    Worker adopt(Instance instance, Adoption.Claim claim) throws IOException {
        InstanceId id = instance.id();
        outputs.open(id, instance.definition().log());
        journal.spawning(
                id,
                claim.runId(),
                claim.started().toEpochMilli(),
                journal.record(id).restarts());
        journal.running(id, claim.pid(), Kernel.startTimeOf(claim.pid()).orElse(0), bootId);
        Worker worker = new Worker(claim.pid(), claim.runId(), true, claim.started());
        return watched(worker, instance, notifyChannel(instance));
    }

    private Worker watched(Worker worker, Instance instance, Worker.NotifyChannel notify) throws IOException {
        worker.watchedBy(ExitWatch.open(loop, worker.pid(), instance.stopPhase()::leaderExited), notify);
        return worker;
    }

    /** The channel on which the program reports its state; null where its definition does not ask for one. */
    private Worker.NotifyChannel notifyChannel(Instance instance) throws IOException {
        if (!instance.definition().sdNotify()) {
            return null;
        }
        SdNotifyProtocol protocol = new SdNotifyProtocol(loop, instance.startPhase());
        SdNotifySocket socket =
                SdNotifySocket.open(loop, sockets, instance.id().logName().replaceFirst("\\.log$", ""), protocol);
        socket.restrictTo(LaunchPlanner.otherUser(instance.definition().identity()));
        return new Worker.NotifyChannel(socket, protocol);
    }

    /** A mark that everything which one start brings forth bears in its environment. */
    private static String newRunId() {
        byte[] bytes = new byte[RUN_ID_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
