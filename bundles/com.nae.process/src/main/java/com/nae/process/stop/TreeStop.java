package com.nae.process.stop;

import com.nae.process.posix.EventLoop;
import com.nae.process.posix.ExitWatch;
import com.nae.process.posix.Libc;
import com.nae.process.posix.ProcessTree;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The end of one worker's whole tree: a signal to all of it, KILL after a time, and word when nothing is left. Members
 * are found again after each end, so that those count too which left the group or were born meanwhile.
 */
public final class TreeStop {
    private final EventLoop loop;
    private final ProcessTreeReader trees;
    private final int leader;
    private final String run;
    private final Runnable done;
    private final Map<Integer, ExitWatch> members = new HashMap<>();
    private final EventLoop.Timer deadline;
    private int signal;
    private boolean leaderGone;
    private boolean finished;

    public TreeStop(
            EventLoop loop,
            ProcessTreeReader trees,
            int leader,
            String run,
            int signal,
            Duration timeout,
            Runnable done) {
        this.loop = loop;
        this.trees = trees;
        this.leader = leader;
        this.run = run;
        this.signal = signal;
        this.done = done;
        this.deadline = loop.schedule(timeout, this::kill);
    }

    /** Signals the group at once, and whoever is outside it as soon as it is found. */
    public TreeStop begin(boolean leaderLives) {
        leaderGone = !leaderLives;
        if (leaderLives) {
            Libc.kill(-leader, signal);
        }
        trees.request(this::found);
        return this;
    }

    /** Begins with a leader that nobody else watches; it counts as a member. */
    public TreeStop beginWithUnwatchedLeader() {
        leaderGone = true;
        meet(leader);
        trees.request(this::found);
        return this;
    }

    public void leaderGone() {
        leaderGone = true;
        if (members.isEmpty()) {
            trees.request(this::found);
        }
    }

    /** Ends the wait: KILL to all of it. */
    void kill() {
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
        for (int pid : tree.members(leader, run)) {
            if (pid != leader && !members.containsKey(pid)) {
                meet(pid);
            }
        }
        if (leaderGone && members.isEmpty()) {
            finished = true;
            deadline.cancel();
            done.run();
        }
    }

    private void meet(int pid) {
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
