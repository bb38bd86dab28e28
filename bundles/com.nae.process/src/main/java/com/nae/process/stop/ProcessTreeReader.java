package com.nae.process.stop;

import com.nae.base.thread.DaemonThreads;
import com.nae.process.posix.ProcessTree;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads the process table on a thread of its own, which is there only while there is something to read. Requests that
 * come during a reading share the next one. Owned by the supervisor's thread.
 */
final class ProcessTreeReader implements AutoCloseable {
    private final Executor loop;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), DaemonThreads.named("nae-process-tree"));
    private List<Consumer<ProcessTree>> waiting = new ArrayList<>();

    ProcessTreeReader(Executor loop) {
        this.loop = loop;
        thread.allowCoreThreadTimeOut(true);
    }

    /** Hands a reading that begins after this call to {@code use}, on the loop. */
    void request(Consumer<ProcessTree> use) {
        waiting.add(use);
        if (waiting.size() == 1) {
            thread.execute(() -> loop.execute(this::begin));
        }
    }

    /** Reads for the requests of now; later ones wait for the next reading. */
    private void begin() {
        if (thread.isShutdown()) {
            return;
        }
        List<Consumer<ProcessTree>> batch = waiting;
        waiting = new ArrayList<>();
        thread.execute(() -> {
            ProcessTree tree = ProcessTree.read();
            loop.execute(() -> batch.forEach(use -> use.accept(tree)));
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
