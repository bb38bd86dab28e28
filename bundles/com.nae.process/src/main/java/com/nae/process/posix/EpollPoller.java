package com.nae.process.posix;

import com.sun.jna.Memory;
import com.sun.jna.Platform;
import java.io.IOException;

/**
 * A poller on epoll(7), woken by an eventfd(2): its cost grows with the descriptors that are ready, not with those
 * watched.
 */
final class EpollPoller implements Poller {
    private static final int EVENTS = 256;
    /** {@code struct epoll_event} is packed on x86-64 alone. */
    private static final int SIZE = Platform.isIntel() ? 12 : 16;

    private static final int DATA = Platform.isIntel() ? 4 : 8;

    private final int epoll;
    private final int wake;
    private final Memory event = new Memory(SIZE);
    private final Memory events = new Memory((long) SIZE * EVENTS);
    private final Memory drained = new Memory(8);
    private final Memory one = new Memory(8);

    EpollPoller() throws IOException {
        epoll = Libc.check(Linux.epoll_create1(Libc.O_CLOEXEC), "epoll_create1");
        wake = Libc.check(Linux.eventfd(0, Libc.O_CLOEXEC | Libc.O_NONBLOCK), "eventfd");
        one.setLong(0, 1);
        add(wake);
    }

    @Override
    public void add(int fd) throws IOException {
        event.setInt(0, Linux.EPOLLIN);
        event.setLong(DATA, fd);
        Libc.check(Linux.epoll_ctl(epoll, Linux.EPOLL_CTL_ADD, fd, event), "epoll_ctl");
    }

    @Override
    public void remove(int fd) {
        Linux.epoll_ctl(epoll, Linux.EPOLL_CTL_DEL, fd, event);
    }

    @Override
    public int await(int timeoutMillis, int[] ready) {
        int found = Linux.epoll_wait(epoll, events, Math.min(EVENTS, ready.length), timeoutMillis);
        int count = 0;
        for (int i = 0; i < found; i++) {
            int fd = events.getInt((long) i * SIZE + DATA);
            if (fd == wake) {
                Libc.read(wake, drained, 8);
            } else {
                ready[count++] = fd;
            }
        }
        return count;
    }

    @Override
    public void wake() {
        Libc.write(wake, one, 8);
    }

    @Override
    public void close() {
        Libc.close(epoll);
        Libc.close(wake);
    }
}
