package com.nae.process.posix;

import com.nae.api.process.ExitStatus;
import com.sun.jna.Memory;
import java.io.IOException;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * Waits for the exit of one process, child or not: by a pidfd on Linux, by {@link ProcessHandle#onExit} elsewhere.
 * Owned by the loop's thread.
 */
public final class ExitWatch {
    /** {@code ioctl(PIDFD_GET_INFO)} of Linux 6.13 and its bit for the exit status (6.15). */
    private static final long PIDFD_GET_INFO = 0xC040FF0BL;

    private static final long PIDFD_INFO_EXIT = 1 << 3;

    private final EventLoop loop;
    private final int pid;
    private final int pidfd;

    private ExitWatch(EventLoop loop, int pid, int pidfd) {
        this.loop = loop;
        this.pid = pid;
        this.pidfd = pidfd;
    }

    /**
     * Calls back once, on the loop, when the process has ended; soon where it has ended already.
     *
     * @throws IOException if it cannot be watched
     */
    public static ExitWatch open(EventLoop loop, int pid, Runnable ended) throws IOException {
        int pidfd = Libc.LINUX ? Linux.pidfdOpen(pid) : -1;
        ExitWatch watch = new ExitWatch(loop, pid, pidfd);
        if (pidfd >= 0) {
            loop.watch(pidfd, () -> {
                loop.unwatch(pidfd);
                ended.run();
            });
        } else {
            ProcessHandle.of(pid)
                    .ifPresentOrElse(p -> p.onExit().thenRun(() -> loop.execute(ended)), () -> loop.execute(ended));
        }
        return watch;
    }

    /**
     * Its exit status, when it has ended; reaps it where it is a child. Neither code nor signal is known of others
     * before Linux 6.15.
     */
    public ExitStatus reap() {
        Memory status = new Memory(4);
        int result = Libc.waitpid(pid, status, Libc.WNOHANG);
        return result == pid ? decoded(status.getInt(0)) : informed();
    }

    /** Signals this process and no other that got its pid later. */
    public boolean signal(int signal) {
        return (pidfd >= 0 ? Linux.pidfdSendSignal(pidfd, signal) : Libc.kill(pid, signal)) == 0;
    }

    /** Ends the watch; the process goes on. */
    public void close() {
        if (pidfd >= 0) {
            loop.unwatch(pidfd);
            Libc.close(pidfd);
        }
    }

    /** The exit status of a process that is no child. */
    private ExitStatus informed() {
        if (pidfd >= 0) {
            Memory info = new Memory(64);
            info.clear();
            info.setLong(0, PIDFD_INFO_EXIT);
            if (Linux.ioctl(pidfd, PIDFD_GET_INFO, info) == 0 && (info.getLong(0) & PIDFD_INFO_EXIT) != 0) {
                return decoded(info.getInt(60));
            }
        }
        return ExitStatus.unknown(Instant.now());
    }

    /** The status word of wait(2). */
    private static ExitStatus decoded(int status) {
        int signal = status & 0x7f;
        return signal == 0
                ? new ExitStatus(OptionalInt.of(status >> 8 & 0xff), OptionalInt.empty(), Instant.now())
                : new ExitStatus(OptionalInt.empty(), OptionalInt.of(signal), Instant.now());
    }
}
