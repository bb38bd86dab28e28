package com.nae.process.sandbox;

import com.nae.api.process.InstanceId;
import com.nae.base.thread.DaemonThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings sandbox copies up to date on a thread of its own, one after the other. */
public final class SandboxRefresher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SandboxRefresher.class);

    private final Executor loop;
    private final Path sandboxes;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(DaemonThreads.named("nae-process-copy"));

    /**
     * @param loop runs what follows a refresh
     * @param sandboxes the folder of all copies, {@code data/sandbox}
     */
    public SandboxRefresher(Executor loop, Path sandboxes) {
        this.loop = loop;
        this.sandboxes = sandboxes;
    }

    /**
     * Refreshes the copy of an instance's process, then goes on; also when it failed, since an old copy is better than
     * no start.
     */
    public void refresh(InstanceId id, Path live, Runnable then) {
        thread.execute(() -> {
            try {
                new SandboxCopy(live, sandboxes, id.process()).refresh();
            } catch (IOException e) {
                LOG.error("The sandbox copy for {} is not up to date: {}", id, e.getMessage());
            }
            loop.execute(then);
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
