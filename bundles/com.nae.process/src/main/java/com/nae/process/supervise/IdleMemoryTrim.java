package com.nae.process.supervise;

import com.nae.base.thread.DaemonThreads;
import com.nae.process.posix.Debounce;
import com.nae.process.posix.EventLoop;
import com.nae.process.posix.MemoryTrim;
import java.time.Duration;

/**
 * Gives memory back when a burst of new definitions, the start above all, is over. The work takes some tens of
 * milliseconds, so it has a thread of its own, which is there only meanwhile. Owned by the supervisor's thread, but for
 * {@link #close()}.
 */
final class IdleMemoryTrim implements AutoCloseable {
    private static final Duration QUIET = Duration.ofMillis(3500);
    private static final Duration END_WITHIN = Duration.ofSeconds(1);

    private final Debounce debounce;
    private volatile Thread thread;

    IdleMemoryTrim(EventLoop loop) {
        this.debounce = new Debounce(loop, QUIET);
    }

    /** Trims when this was not called for a while. */
    void afterQuiet() {
        debounce.trigger(this::trim);
    }

    private void trim() {
        thread = DaemonThreads.named("nae-process-trim").newThread(MemoryTrim::run);
        thread.start();
    }

    /** Waits for a trim under way: it cannot be broken off, and its classes must not go away beneath it. */
    @Override
    public void close() {
        Thread last = thread;
        if (last == null) {
            return;
        }
        try {
            last.join(END_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
