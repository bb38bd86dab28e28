package com.nae.health.probe;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A session of its own for a command, by setsid(1), so that whatever it starts can be ended with it. Systems without it
 * know descendants alone.
 */
final class CommandSession {
    private static final int SIGKILL = 9;
    private static final List<String> LEADING = Stream.of("/usr/bin/setsid", "/bin/setsid")
            .filter(file -> Files.isExecutable(Path.of(file)))
            .limit(1)
            .toList();

    static {
        Native.register(CommandSession.class, Platform.C_LIBRARY_NAME);
    }

    private CommandSession() {}

    private static native int kill(int pid, int signal);

    static List<String> leading(List<String> command) {
        return Stream.concat(LEADING.stream(), command.stream()).toList();
    }

    /**
     * Kills a leader with all that lives of its group, also where the leader has ended, and its descendants in other
     * groups.
     */
    static void kill(Process leader) {
        List<ProcessHandle> descendants =
                leader.isAlive() ? leader.descendants().toList() : List.of();
        if (!LEADING.isEmpty()) {
            kill(-(int) leader.pid(), SIGKILL);
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
        leader.destroyForcibly();
    }
}
