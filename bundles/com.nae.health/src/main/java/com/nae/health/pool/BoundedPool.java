package com.nae.health.pool;

import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A bounded pool of daemon threads which grows only while all of them are busy, and is empty while there is nothing to
 * do.
 */
public final class BoundedPool extends ThreadPoolExecutor {
    /** @param name of its threads; they belong to whoever made the pool */
    public BoundedPool(String name, int most) {
        super(
                0,
                most,
                20,
                TimeUnit.SECONDS,
                new Handover(),
                work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    return thread;
                },
                BoundedPool::wait);
    }

    /** Takes only what a waiting thread takes at once; so the pool asks for another thread instead of queueing. */
    private static final class Handover extends LinkedTransferQueue<Runnable> {
        @Override
        public boolean offer(Runnable what) {
            return tryTransfer(what);
        }

        void keep(Runnable what) {
            super.offer(what);
        }
    }

    /** All threads are busy and there may be no more of them: the work waits for the first that is free. */
    private static void wait(Runnable what, ThreadPoolExecutor pool) {
        if (!pool.isShutdown() && pool.getQueue() instanceof Handover queue) {
            queue.keep(what);
        }
    }
}
