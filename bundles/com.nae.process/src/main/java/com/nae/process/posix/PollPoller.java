package com.nae.process.posix;

import com.sun.jna.Memory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A poller on poll(2), woken by a pipe: for systems without epoll. Its cost grows with the descriptors watched. */
final class PollPoller implements Poller {
    private static final short POLLIN = 1;
    /** Bytes of {@code struct pollfd}: int fd, short events, short revents. */
    private static final int SIZE = 8;

    private final List<Integer> fds = new ArrayList<>();
    private final int wakeRead;
    private final int wakeWrite;
    private final Memory one = new Memory(512);
    private Memory set = new Memory(SIZE * 16L);

    PollPoller() throws IOException {
        Memory pipe = new Memory(8);
        Libc.check(Libc.pipe(pipe), "pipe");
        wakeRead = pipe.getInt(0);
        wakeWrite = pipe.getInt(4);
        add(wakeRead);
    }

    @Override
    public void add(int fd) {
        fds.add(fd);
        if (set.size() < (long) SIZE * fds.size()) {
            set = new Memory(set.size() * 2);
        }
    }

    @Override
    public void remove(int fd) {
        fds.remove((Integer) fd);
    }

    @Override
    public int await(int timeoutMillis, int[] ready) {
        for (int i = 0; i < fds.size(); i++) {
            set.setInt((long) i * SIZE, fds.get(i));
            set.setShort((long) i * SIZE + 4, POLLIN);
            set.setShort((long) i * SIZE + 6, (short) 0);
        }
        int found = Libc.poll(set, fds.size(), timeoutMillis);
        int count = 0;
        for (int i = 0; found > 0 && i < fds.size() && count < ready.length; i++) {
            if (set.getShort((long) i * SIZE + 6) != 0) {
                if (fds.get(i) == wakeRead) {
                    Libc.read(wakeRead, one, one.size());
                } else {
                    ready[count++] = fds.get(i);
                }
            }
        }
        return count;
    }

    @Override
    public void wake() {
        Libc.write(wakeWrite, one, 1);
    }

    @Override
    public void close() {
        Libc.close(wakeRead);
        Libc.close(wakeWrite);
    }
}
