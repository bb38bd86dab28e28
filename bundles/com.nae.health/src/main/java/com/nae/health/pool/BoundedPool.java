package com.nae.health.pool;

import com.nae.base.thread.DaemonThreads;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A bounded pool of daemon threads. It grows only while all of its threads are busy, and is empty while it is idle. */
public final class BoundedPool extends ThreadPoolExecutor {
    /**
     * @param name of its threads, which belong to the owner of the pool
     * @param maxThreads more work than that waits
     */
    public BoundedPool(String name, int maxThreads) {
        super(
                0,
                maxThreads,
                20,
                TimeUnit.SECONDS,
                new Handover(),
                DaemonThreads.named(name),
                BoundedPool::enqueueIfOpen);
    }

    /**
     * A queue that accepts work only if a waiting thread takes it at once. Otherwise the pool starts another thread.
     */
    private static final class Handover extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean offer(Runnable work) {
            return tryTransfer(work);
        }

        void enqueue(Runnable work) {
            super.offer(work);
        }
    }

    /** Called when all threads are busy and there may be no more of them. The work waits for the first free thread. */
    private static void enqueueIfOpen(Runnable work, ThreadPoolExecutor pool) {
        if (!pool.isShutdown() && pool.getQueue() instanceof Handover queue) {
            queue.enqueue(work);
        }
    }
}
