package com.nae.process.sandbox;

import com.nae.api.process.InstanceId;
import com.nae.base.thread.DaemonThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings sandbox copies up to date, one after the other, on a thread of its own that is there only while there is
 * something to copy.
 */
public final class SandboxRefresher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SandboxRefresher.class);

    /** A copy is broken off between two blocks of a file. */
    private static final int END_WITHIN_SECONDS = 5;

    private final Executor loop;
    private final Path sandboxes;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), DaemonThreads.named("nae-process-copy"));

    /**
     * @param loop runs what follows a refresh
     * @param sandboxes the folder of all copies, {@code data/sandbox}
     */
    public SandboxRefresher(Executor loop, Path sandboxes) {
        this.loop = loop;
        this.sandboxes = sandboxes;
        thread.allowCoreThreadTimeOut(true);
    }

    /** Work that has to be done before a program is started. Its exception says why the program cannot be started. */
    @FunctionalInterface
    public interface Preparation {
        void run() throws IOException;
    }

    /**
     * Does slow work before a start.
     *
     * @param then follows where the work was done
     * @param refused follows where it was not, with the reason for the operator
     */
    public void prepare(Preparation work, Runnable then, Consumer<String> refused) {
        thread.execute(() -> {
            try {
                work.run();
                loop.execute(then);
            } catch (IOException e) {
                loop.execute(() -> refused.accept(e.getMessage()));
            }
        });
    }

    /**
     * Refreshes the copy of an instance's process. An older copy is better than no start, a part of one is not.
     *
     * @throws IOException if there is no complete copy
     */
    public void refresh(InstanceId id, Path live) throws IOException {
        SandboxCopy copy = new SandboxCopy(live, sandboxes, id.process());
        try {
            copy.refresh();
        } catch (IOException e) {
            if (!copy.isComplete()) {
                throw new IOException("no complete sandbox copy: " + e.getMessage(), e);
            }
            LOG.error("The sandbox copy for {} is not up to date: {}", id, e.getMessage());
        }
    }

    /** Notes that live starts with what is in its directory now; see {@link SandboxCopy#noteLive}. */
    public void noteLive(InstanceId id, Path live) {
        thread.execute(() -> {
            try {
                new SandboxCopy(live, sandboxes, id.process()).noteLive();
            } catch (IOException e) {
                LOG.warn("What {} starts with was not compared with the sandbox's copy: {}", id, e.getMessage());
            }
        });
    }

    /** Breaks off a copy under way, and waits until nothing is written any more. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(END_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A sandbox copy has not ended within {} s", END_WITHIN_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
