package com.nae.health.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BoundedPoolTest {
    @Test
    void workBeyondTheMaximumOfThreadsWaitsAndIsDone() throws Exception {
        BoundedPool pool = new BoundedPool("nae-test", 3);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<?>> work = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            work.add(pool.submit(() -> {
                go.await();
                return null;
            }));
        }
        assertEquals(3, pool.getPoolSize());
        go.countDown();
        for (Future<?> one : work) {
            one.get();
        }
        assertEquals(3, pool.getLargestPoolSize());
        pool.shutdownNow();
    }

    @Test
    void sequentialWorkNeedsFewThreads() throws Exception {
        BoundedPool pool = new BoundedPool("nae-test", 16);
        for (int i = 0; i < 100; i++) {
            pool.submit(() -> {}).get();
            while (pool.getActiveCount() > 0) {
                Thread.onSpinWait();
            }
        }
        assertEquals(true, pool.getLargestPoolSize() < 4, () -> "threads: " + pool.getLargestPoolSize());
        pool.shutdownNow();
    }
}
