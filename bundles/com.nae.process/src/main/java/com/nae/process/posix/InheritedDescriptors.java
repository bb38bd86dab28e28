package com.nae.process.posix;

import com.sun.jna.Platform;
import java.io.File;

/** The runtime's own descriptors. */
final class InheritedDescriptors {
    private static final int F_SETFD = 2;
    private static final int FD_CLOEXEC = 1;

    private InheritedDescriptors() {}

    /**
     * Keeps every open descriptor above 2 from the programs that are started next, where posix_spawn cannot close them
     * itself.
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
