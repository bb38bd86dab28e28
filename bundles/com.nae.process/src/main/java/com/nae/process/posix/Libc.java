package com.nae.process.posix;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;

/**
 * The calls of the C library that supervision needs (POSIX.1-2017, Linux man-pages 6). Those in the second half exist
 * on Linux alone. A negative result means failure; {@link #errno()} says which.
 */
public final class Libc {
    public static final boolean LINUX = Platform.isLinux() && !Boolean.getBoolean("nae.portable");

    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_NONBLOCK = Platform.isLinux() ? 0x800 : 0x4;
    public static final int O_CLOEXEC = Platform.isLinux() ? 0x80000 : 0x1000000;
    public static final int SEEK_END = 2;
    public static final int WNOHANG = 1;
    private static final int P_PID = 1;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = Platform.isLinux() ? 0x01000000 : 0x20;
    public static final int SIGKILL = 9;
    public static final int SIGTERM = 15;
    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EINTR = 4;
    public static final int EAGAIN = Platform.isLinux() ? 11 : 35;
    public static final int ENOSPC = 28;
    public static final int EDQUOT = Platform.isLinux() ? 122 : 69;
    public static final int PRIO_PGRP = 1;
    public static final int AF_UNIX = 1;
    public static final int SOCK_DGRAM = 2;

    static {
        Native.register(Libc.class, Platform.C_LIBRARY_NAME);
    }

    private Libc() {}

    public static native int open(String path, int flags);

    public static native int close(int fd);

    public static native long read(int fd, Pointer into, long length);

    public static native long write(int fd, Pointer from, long length);

    public static native long lseek(int fd, long offset, int whence);

    public static native int mkfifo(String path, int mode);

    public static native int kill(int pid, int signal);

    public static native int setpriority(int which, int who, int nice);

    public static native int waitpid(int pid, Pointer status, int options);

    static native int waitid(int kind, int id, Pointer info, int options);

    public static native int getsid(int pid);

    public static native int getpgid(int pid);

    public static native int geteuid();

    public static native int socket(int domain, int type, int protocol);

    public static native int bind(int fd, Pointer address, int length);

    public static native long recv(int fd, Pointer into, long length, int flags);

    public static native int pipe(Pointer fds);

    public static native int poll(Pointer fds, long count, int timeoutMillis);

    public static native String strerror(int errno);

    static native int posix_spawn(
            Pointer pid, String path, Pointer actions, Pointer attributes, Pointer argv, Pointer envp);

    static native int posix_spawn_file_actions_init(Pointer actions);

    static native int posix_spawn_file_actions_destroy(Pointer actions);

    static native int posix_spawn_file_actions_addopen(Pointer actions, int fd, String path, int flags, int mode);

    static native int posix_spawn_file_actions_adddup2(Pointer actions, int from, int to);

    static native int posix_spawnattr_init(Pointer attributes);

    static native int posix_spawnattr_destroy(Pointer attributes);

    static native int posix_spawnattr_setflags(Pointer attributes, short flags);

    static native int posix_spawnattr_setsigmask(Pointer attributes, Pointer set);

    static native int posix_spawnattr_setsigdefault(Pointer attributes, Pointer set);

    static native int sigemptyset(Pointer set);

    static native int sigfillset(Pointer set);

    /** Whether a process is a dead child that nobody has waited for; it is not reaped. */
    public static boolean zombie(int pid) {
        Memory info = new Memory(128);
        info.clear();
        return waitid(P_PID, pid, info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.getInt(0) != 0;
    }

    /** The error of this thread's last failed call. */
    public static int errno() {
        return Native.getLastError();
    }

    /**
     * The result of a call.
     *
     * @throws IOException if it is negative, with what failed and why
     */
    public static int check(int result, String what) throws IOException {
        if (result < 0) {
            int errno = errno();
            throw new IOException(what + ": " + strerror(errno));
        }
        return result;
    }
}
