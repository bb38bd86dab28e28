package com.nae.process.stop;

import com.nae.api.process.ProcessDefinition.Stop;
import com.nae.process.launch.Worker;
import com.nae.process.posix.EventLoop;

/** Ends the process trees of workers. Owned by the supervisor's thread. */
public final class WorkerStopper implements AutoCloseable {
    private final EventLoop loop;
    private final ProcessTreeReader trees;
    private final StragglerReaper stragglers;

    public WorkerStopper(EventLoop loop) {
        this.loop = loop;
        this.trees = new ProcessTreeReader(loop);
        this.stragglers = new StragglerReaper(
                loop, trees, (ended, how) -> stop(ended, how, () -> {}).begin(false));
    }

    /**
     * Prepares the stop of a worker's whole process tree; the caller begins it.
     *
     * @param gone called when nothing of it is left
     */
    public TreeStop stop(Worker worker, Stop how, Runnable gone) {
        return new TreeStop(loop, trees, worker, how, gone);
    }

    /** Ends in the background what an ended worker has left outside its process group. */
    public void reapStragglers(Worker ended, Stop how) {
        stragglers.add(ended, how);
    }

    @Override
    public void close() {
        trees.close();
    }
}
