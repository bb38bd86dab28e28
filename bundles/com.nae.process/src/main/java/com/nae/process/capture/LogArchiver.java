package com.nae.process.capture;

import com.nae.api.process.ProcessDefinition;
import com.nae.base.thread.DaemonThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes rotated logs that are too many at once, and compresses the others somewhat later, one at a time: a flood of
 * output is not slowed down. Its thread is there only while there is something to do.
 */
final class LogArchiver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogArchiver.class);
    private static final long DELAY_SECONDS = Long.getLong("nae.log.compress_delay_s", 20);

    /** A compression is broken off between two blocks of a file. */
    private static final int END_WITHIN_SECONDS = 5;

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread t = DaemonThreads.named("nae-process-compress").newThread(task);
        t.setPriority(Thread.MIN_PRIORITY);
        return t;
    });

    LogArchiver() {
        thread.setKeepAliveTime(DELAY_SECONDS + 10, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * A log was rotated.
     *
     * @param number of the file that is complete now
     */
    void rotated(LogFiles files, long number, ProcessDefinition.Log policy) {
        thread.execute(() -> guarded(files, () -> files.prune(policy.keep())));
        if (policy.compress()) {
            thread.schedule(() -> guarded(files, () -> files.compress(number)), DELAY_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Compresses what an earlier runtime has left. */
    void compressLeftovers(LogFiles files, Map<Long, Path> rotated, ProcessDefinition.Log policy) {
        rotated.forEach((number, path) -> {
            if (policy.compress() && !path.toString().endsWith(".gz")) {
                thread.schedule(
                        () -> guarded(files, () -> files.compress(number)), 3 * DELAY_SECONDS, TimeUnit.SECONDS);
            }
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void guarded(LogFiles files, Work work) {
        try {
            work.run();
        } catch (IOException e) {
            LOG.warn("Rotated logs of {} could not be removed or compressed: {}", files.current(), e.toString());
        }
    }

    /** Breaks off a compression under way, and waits until nothing is written any more. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(END_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A compression of a log has not ended within {} s", END_WITHIN_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
