package com.nae.health.probe;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs a command in a session of its own, by setsid(1), so that everything it starts can be killed with it. On systems
 * without setsid(1) only its descendants are found.
 */
final class CommandSession {
    private static final int SIGKILL = 9;
    private static final List<String> PREFIX = Stream.of("/usr/bin/setsid", "/bin/setsid")
            .filter(file -> Files.isExecutable(Path.of(file)))
            .limit(1)
            .toList();

    static {
        Native.register(CommandSession.class, Platform.C_LIBRARY_NAME);
    }

    private CommandSession() {}

    private static native int kill(int pid, int signal);

    static List<String> leading(List<String> command) {
        return Stream.concat(PREFIX.stream(), command.stream()).toList();
    }

    /**
     * Kills the process group of a leader, even if the leader itself has ended, and its descendants in other groups.
     */
    static void kill(Process leader) {
        List<ProcessHandle> descendants =
                leader.isAlive() ? leader.descendants().toList() : List.of();
        if (!PREFIX.isEmpty()) {
            kill(-(int) leader.pid(), SIGKILL);
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
        leader.destroyForcibly();
    }
}
