package com.nae.process.stop;

import com.nae.api.process.ProcessDefinition.Stop;
import com.nae.process.launch.Worker;
import com.nae.process.posix.EventLoop;
import com.nae.process.posix.ExitWatch;
import com.nae.process.posix.Libc;
import com.nae.process.posix.ProcessTree;
import com.nae.process.posix.SignalNumbers;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The stop of one worker's whole process tree: its stop signal, then KILL when the time is up. The members are looked
 * up again after each exit, so that processes which left the process group, or were born meanwhile, are stopped too.
 */
public final class TreeStop {
    private final EventLoop loop;
    private final ProcessTreeReader trees;
    private final int leader;
    private final String runId;
    private final Runnable done;
    /** Known members of the tree that still live, the leader left out. */
    private final Map<Integer, ExitWatch> members = new HashMap<>();

    private final EventLoop.Timer deadline;
    private int signal;
    private boolean leaderGone;
    private boolean finished;

    /** @param done called once, when nothing of the tree is left */
    TreeStop(EventLoop loop, ProcessTreeReader trees, Worker worker, Stop how, Runnable done) {
        this.loop = loop;
        this.trees = trees;
        this.leader = worker.pid();
        this.runId = worker.runId();
        this.signal = SignalNumbers.of(how.signal());
        this.done = done;
        this.deadline = loop.schedule(how.timeout(), this::kill);
    }

    /** Signals the process group at once, and members outside it as soon as they are found. */
    public TreeStop begin(boolean leaderLives) {
        leaderGone = !leaderLives;
        if (leaderLives) {
            Libc.kill(-leader, signal);
        }
        trees.request(this::found);
        return this;
    }

    /** Begins with a leader whose exit nobody else watches: it counts as a member. */
    public TreeStop beginWithUnwatchedLeader() {
        leaderGone = true;
        watchAndSignal(leader);
        trees.request(this::found);
        return this;
    }

    /** The leader has ended; its owner has taken the exit status. */
    public void leaderGone() {
        leaderGone = true;
        if (members.isEmpty()) {
            trees.request(this::found);
        }
    }

    private void kill() {
        if (!finished) {
            signal = Libc.SIGKILL;
            Libc.kill(-leader, signal);
            members.values().forEach(m -> m.signal(signal));
            trees.request(this::found);
        }
    }

    private void found(ProcessTree tree) {
        if (finished) {
            return;
        }
        for (int pid : tree.members(leader, runId)) {
            if (pid != leader && !members.containsKey(pid)) {
                watchAndSignal(pid);
            }
        }
        if (leaderGone && members.isEmpty()) {
            finished = true;
            deadline.cancel();
            done.run();
        }
    }

    private void watchAndSignal(int pid) {
        try {
            ExitWatch watch = ExitWatch.open(loop, pid, () -> ended(pid));
            members.put(pid, watch);
            watch.signal(signal);
        } catch (IOException gone) {
            members.remove(pid);
        }
    }

    private void ended(int pid) {
        ExitWatch watch = members.remove(pid);
        if (watch != null) {
            watch.close();
        }
        if (leaderGone && members.isEmpty()) {
            trees.request(this::found);
        }
    }
}
