package com.nae.process.posix;

import com.sun.jna.Platform;
import java.io.File;

/** Keeps the runtime's descriptors from its programs. */
final class InheritedDescriptors {
    private static final int F_SETFD = 2;
    private static final int FD_CLOEXEC = 1;

    private InheritedDescriptors() {}

    /**
     * Sets close-on-exec on every open descriptor above 2: for a C library whose posix_spawn cannot close them itself.
     */
    static void closeOnExec() {
        String[] names = new File("/dev/fd").list();
        if (names == null || Platform.isMac()) {
            return;
        }
        for (String name : names) {
            int fd = name.chars().allMatch(Character::isDigit) ? Integer.parseInt(name) : -1;
            if (fd > 2) {
                Linux.fcntl(fd, F_SETFD, FD_CLOEXEC);
            }
        }
    }
}
