package com.nae.process.launch;

import com.nae.api.process.ProcessDefinition.Identity;
import com.nae.process.posix.Libc;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Puts in front of a command what sets its limits, its niceness, its network and its user; each of them becomes the
 * next by exec.
 */
final class CommandWrapper {
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    /** Units of {@code ulimit} in bytes. */
    private static final int CORE_BLOCK = 512;

    private static final int KIB = 1024;
    /**
     * Sets what only a process can set for itself, then becomes the program. Every value is an argument, never part of
     * the script.
     */
    private static final String SCRIPT = """
            fail() { echo "nae: $1 cannot be set for this program" >&2; exit 126; }
            [ -z "$1" ] || umask "$1" || fail "umask $1"
            [ -z "$2" ] || ulimit -n "$2" || fail "limit_nofile $2"
            [ -z "$3" ] || ulimit -c "$3" || fail "limit_core"
            [ -z "$4" ] || ulimit -v "$4" || fail "limit_as"
            shift 4
            exec "$@"
            """;

    private CommandWrapper() {}

    /**
     * @param network what makes its network, or enters one
     * @throws IOException if that needs root; the message is for the operator
     */
    static List<String> wrap(List<String> command, Identity identity, List<String> network) throws IOException {
        List<String> wrapped = new ArrayList<>(limits(identity));
        wrapped.addAll(nice(identity));
        wrapped.addAll(network);
        Optional<String> user = LaunchPlanner.otherUser(identity);
        if (user.isPresent()) {
            wrapped.addAll(switchTo(user.get()));
        }
        wrapped.addAll(command);
        return wrapped;
    }

    private static List<String> limits(Identity identity) {
        String umask = identity.umask().isPresent()
                ? Integer.toOctalString(identity.umask().getAsInt())
                : "";
        String nofile = units(identity.limitNofile(), 1);
        String core = units(identity.limitCore(), CORE_BLOCK);
        String as = units(identity.limitAs(), KIB);
        boolean unset = (umask + nofile + core + as).isEmpty();
        return unset ? List.of() : List.of("/bin/sh", "-c", SCRIPT, "nae-exec", umask, nofile, core, as);
    }

    private static String units(OptionalLong bytes, int unit) {
        if (bytes.isEmpty()) {
            return "";
        }
        return bytes.getAsLong() < 0 ? "unlimited" : String.valueOf(bytes.getAsLong() / unit);
    }

    private static List<String> nice(Identity identity) throws IOException {
        if (identity.nice().isEmpty()) {
            return List.of();
        }
        int nice = identity.nice().getAsInt();
        if (nice < 0 && Libc.geteuid() != 0) {
            throw new IOException("nice " + nice + " needs root");
        }
        return List.of("nice", "-n", String.valueOf(nice));
    }

    /**
     * Not by su(1) or runuser(1): they stay as a parent, so that the program would not be the leader of its session.
     */
    private static List<String> switchTo(String user) throws IOException {
        if (Libc.geteuid() != 0) {
            throw new IOException(
                    "user " + user + " needs root; the runtime runs as " + System.getProperty("user.name"));
        }
        if (Platform.isLinux() && Files.isExecutable(SETPRIV)) {
            String group = UserAccount.of(user).group();
            return List.of(SETPRIV.toString(), "--reuid", user, "--regid", group, "--init-groups", "--");
        }
        return List.of("/usr/bin/sudo", "-n", "-E", "-u", user, "--");
    }
}
