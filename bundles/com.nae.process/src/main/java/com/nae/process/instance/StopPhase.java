package com.nae.process.instance;

import com.nae.api.process.ExitStatus;
import com.nae.api.process.ProcessDefinition.Policy;
import com.nae.api.process.ProcessState;
import com.nae.process.launch.Worker;
import com.nae.process.posix.Libc;
import com.nae.process.stop.TreeStop;
import java.time.Duration;

/**
 * The end of an instance's program: asked for or not, with its whole process tree, and what follows. Owned by the
 * supervisor's thread.
 */
final class StopPhase {
    /** A program that is no child of this runtime: its exit status may come a moment after its end. */
    private static final Duration EXIT_STATUS_RETRY = Duration.ofMillis(100);

    /** What follows when nothing of the process tree is left. */
    private enum Then {
        STAY_DOWN,
        START,
        APPLY_RESTART_POLICY
    }

    private final Instance instance;
    private final StatusPublisher status;
    private final InstanceRuntime runtime;
    private final RestartControl restarts;
    private TreeStop treeStop;
    private Then then = Then.STAY_DOWN;

    StopPhase(Instance instance, StatusPublisher status, InstanceRuntime runtime, RestartControl restarts) {
        this.instance = instance;
        this.status = status;
        this.runtime = runtime;
        this.restarts = restarts;
    }

    boolean inProgress() {
        return treeStop != null;
    }

    /** Whether the instance is started again when the stop is complete. */
    boolean startFollows() {
        return then == Then.START;
    }

    /** Lets a start follow the stop in progress, unless something else follows already. */
    void startAfterwards() {
        if (inProgress() && then == Then.STAY_DOWN) {
            then = Then.START;
        }
    }

    void stop(String why) {
        begin(Then.STAY_DOWN, why);
    }

    void restart(String why) {
        begin(Then.START, why);
    }

    /** Stops a program that does not do what it should. */
    void fail(String why) {
        if (!inProgress() && instance.hasWorker()) {
            begin(Then.APPLY_RESTART_POLICY, why);
        }
    }

    private void begin(Then next, String why) {
        instance.timer().cancel();
        then = next;
        if (inProgress()) {
            status.reason = why;
        } else if (instance.hasWorker()) {
            instance.enter(ProcessState.STOPPING, why, false);
            treeStop = stopTree().begin(true);
        } else {
            instance.enter(ProcessState.STOPPED, why, false);
        }
    }

    /**
     * The program itself has ended. Where its process group still lives, the rest of the tree is stopped before
     * anything else happens.
     */
    void leaderExited() {
        Worker worker = instance.worker();
        ExitStatus exit = worker.exitWatch().reap();
        if (isUnknown(exit) && needsExitStatus() && worker.mayRetryExitStatus()) {
            runtime.loop().schedule(EXIT_STATUS_RETRY, this::leaderExited);
            return;
        }
        instance.timer().cancel();
        status.lastExit = exit;
        runtime.journal().ended(instance.id(), exit);
        worker.close();
        if (inProgress()) {
            treeStop.leaderGone();
        } else if (groupLives(worker)) {
            stopRest(exit);
        } else {
            instance.workerGone();
            runtime.stopper().reapStragglers(worker, instance.definition().stop());
            applyRestartPolicy(worker.uptime(), "");
        }
    }

    private static boolean isUnknown(ExitStatus exit) {
        return exit.code().isEmpty() && exit.signal().isEmpty();
    }

    /** With the policy {@code always} the exit status changes nothing, so nobody waits for it. */
    private boolean needsExitStatus() {
        return instance.definition().restart().policy() != Policy.ALWAYS;
    }

    private static boolean groupLives(Worker worker) {
        return Libc.kill(-worker.pid(), 0) == 0;
    }

    private void stopRest(ExitStatus exit) {
        then = Then.APPLY_RESTART_POLICY;
        instance.enter(ProcessState.STOPPING, exit + "; the rest of its process tree is stopped first", false);
        status.reason = "";
        treeStop = stopTree().begin(false);
    }

    private TreeStop stopTree() {
        return runtime.stopper().stop(instance.worker(), instance.definition().stop(), this::treeGone);
    }

    private void treeGone() {
        Duration uptime = instance.worker().uptime();
        String why = status.reason;
        instance.workerGone();
        treeStop = null;
        if (then == Then.APPLY_RESTART_POLICY) {
            applyRestartPolicy(uptime, why);
            return;
        }
        instance.enter(ProcessState.STOPPED, why, true);
        if (startFollows()) {
            then = Then.STAY_DOWN;
            instance.start(why);
        }
    }

    private void applyRestartPolicy(Duration uptime, String why) {
        then = Then.STAY_DOWN;
        restarts.afterExit(uptime, why, true);
    }
}
