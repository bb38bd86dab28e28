package com.nae.process.posix;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

/** The calls that exist on Linux alone. Loading this class fails elsewhere, so check {@link Libc#LINUX} first. */
public final class Linux {
    public static final int EPOLL_CTL_ADD = 1;
    public static final int EPOLL_CTL_DEL = 2;
    public static final int EPOLLIN = 1;
    public static final int F_SETPIPE_SZ = 1031;
    public static final int SPLICE_F_NONBLOCK = 2;
    private static final long SYS_PIDFD_SEND_SIGNAL = 424;
    private static final long SYS_PIDFD_OPEN = 434;

    static {
        Native.register(Linux.class, Platform.C_LIBRARY_NAME);
    }

    private Linux() {}

    public static native int epoll_create1(int flags);

    public static native int epoll_ctl(int epoll, int operation, int fd, Pointer event);

    public static native int epoll_wait(int epoll, Pointer events, int max, int timeoutMillis);

    public static native int eventfd(int initial, int flags);

    public static native long splice(int in, Pointer inOffset, int out, Pointer outOffset, long length, int flags);

    public static native int fcntl(int fd, int command, long argument);

    public static native int ioctl(int fd, long request, Pointer argument);

    static native int madvise(Pointer from, long length, int advice);

    private static native long syscall(long number, long a, long b, long c, long d);

    /** A descriptor that turns readable when the process ends, whoever its parent is; close-on-exec. Linux 5.3. */
    public static int pidfdOpen(int pid) {
        return (int) syscall(SYS_PIDFD_OPEN, pid, 0, 0, 0);
    }

    /** Signals just this process, never one that got its pid later. Linux 5.1. */
    public static int pidfdSendSignal(int pidfd, int signal) {
        return (int) syscall(SYS_PIDFD_SEND_SIGNAL, pidfd, signal, 0, 0);
    }
}
