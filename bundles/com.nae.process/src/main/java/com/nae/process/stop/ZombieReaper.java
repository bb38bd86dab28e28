package com.nae.process.stop;

import com.nae.process.posix.EventLoop;
import com.nae.process.posix.Libc;
import com.nae.process.posix.ProcessTree;
import com.sun.jna.Memory;
import java.time.Duration;
import java.util.function.IntPredicate;

/**
 * Waits for the dead children that the kernel hands to this process because it is PID 1. Owned by the supervisor's
 * thread.
 */
public final class ZombieReaper {
    private static final Duration PERIOD = Duration.ofSeconds(2);

    private final EventLoop loop;
    private final IntPredicate reapedElsewhere;

    /** @param reapedElsewhere true for the pid of a worker, whose exit status its own watch takes */
    public ZombieReaper(EventLoop loop, IntPredicate reapedElsewhere) {
        this.loop = loop;
        this.reapedElsewhere = reapedElsewhere;
    }

    /** Begins, where this process is PID 1. */
    public void start() {
        if (ProcessHandle.current().pid() == 1) {
            reap();
        }
    }

    private void reap() {
        ProcessTree.zombiesOf((int) ProcessHandle.current().pid()).stream()
                .filter(pid -> !reapedElsewhere.test(pid))
                .forEach(pid -> Libc.waitpid(pid, new Memory(Integer.BYTES), Libc.WNOHANG));
        loop.schedule(PERIOD, this::reap);
    }
}
