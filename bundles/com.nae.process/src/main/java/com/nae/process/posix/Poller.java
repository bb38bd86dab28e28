package com.nae.process.posix;

import java.io.Closeable;
import java.io.IOException;

/** Waits until one of many descriptors is readable. Used by one thread, but for {@link #wake()}. */
interface Poller extends Closeable {
    static Poller open() throws IOException {
        return Libc.LINUX ? new EpollPoller() : new PollPoller();
    }

    void add(int fd) throws IOException;

    void remove(int fd);

    /**
     * Waits for at most {@code timeoutMillis} (negative: without end).
     *
     * @param ready takes the readable descriptors
     * @return how many there are, at most the length of {@code ready}
     */
    int await(int timeoutMillis, int[] ready);

    /** Ends a wait, or the next one, at once. From any thread. */
    void wake();

    @Override
    void close();
}
