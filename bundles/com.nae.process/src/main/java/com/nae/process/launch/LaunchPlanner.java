package com.nae.process.launch;

import com.nae.api.process.InstanceId;
import com.nae.api.process.LaunchSpec;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Identity;
import com.nae.process.expansion.ReplicaVariable;
import com.nae.process.posix.Libc;
import com.nae.process.posix.ProcessTree;
import com.nae.process.posix.Spawner;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** How a definition becomes words and variables for the operating system. */
public final class LaunchPlanner {
    public static final String INSTANCE = "NAE_INSTANCE";
    public static final String OWNER = "NAE_OWNER";
    /** What the runtime was told about itself and no worker is to take for its own. */
    private static final List<String> OURS = List.of(
            "NOTIFY_SOCKET",
            "WATCHDOG_USEC",
            "WATCHDOG_PID",
            "LISTEN_FDS",
            "LISTEN_PID",
            "INVOCATION_ID",
            "JOURNAL_STREAM",
            "NAE_HOME",
            "NAE_RUN",
            "NAE_MODE",
            "NAE_JAVA_OPTS",
            "OLDPWD",
            "SHLVL",
            "_");
    /** {@code LC_ALL} as the start script found it, where it has set another one for Java. */
    private static final String LOCALE = "NAE_LC_ALL";
    /**
     * Sets what only a process can set for itself, then becomes the program; every value is an argument, never script.
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

    private final Map<String, String> inherited = new HashMap<>(System.getenv());
    private final Path home;

    public LaunchPlanner(Path home) {
        this.home = home;
        inherited.keySet().removeAll(OURS);
        String locale = inherited.remove(LOCALE);
        if (locale != null) {
            inherited.put("LC_ALL", locale);
            inherited.remove("LC_ALL", "");
        }
        inherited.putIfAbsent("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    }

    /** What a helper of ours needs. */
    public Map<String, String> plainEnvironment() {
        return Map.of("PATH", inherited.get("PATH"));
    }

    /** What starts the program itself: it bears the marks by which its tree is known. */
    public Spawner.SpawnRequest plan(
            InstanceId id, ProcessDefinition def, Map<String, String> overlay, String run, Path fifo, Path notify)
            throws IOException {
        LaunchSpec plain = launchSpec(id, def, overlay, def.command());
        Map<String, String> environment = new HashMap<>(plain.environment());
        environment.put(INSTANCE, id.toString());
        environment.put(OWNER, home.toString());
        environment.put(ProcessTree.RUN, run);
        if (notify != null) {
            environment.put("NOTIFY_SOCKET", notify.toString());
            environment.put("WATCHDOG_USEC", String.valueOf(SdNotifyProtocol.WATCHDOG.toNanos() / 1000));
        }
        return new Spawner.SpawnRequest(plain.command(), environment, plain.directory(), fifo);
    }

    /** What runs a command as the program is run. Thread-safe. */
    public LaunchSpec launchSpec(
            InstanceId id, ProcessDefinition def, Map<String, String> overlay, List<String> command)
            throws IOException {
        Map<String, String> environment = new HashMap<>(inherited);
        environment.put("PYTHONUNBUFFERED", "1");
        Optional<String> other = otherUser(def.identity());
        if (other.isPresent()) {
            environment.putAll(UserAccount.of(other.get()).environment());
        }
        environment.putAll(def.environment());
        environment.putAll(overlay);
        environment.put("NAE_MODE", id.mode().word());
        environment.put("NAE_PROCESS", id.process());
        environment.put("NAE_REPLICA", String.valueOf(id.replica()));
        environment.put("PWD", def.directory().toString());
        return new LaunchSpec(
                ReplicaVariable.fill(argv(command, def.identity()), id.replica()),
                ReplicaVariable.fill(environment, id.replica()),
                def.directory());
    }

    private static List<String> argv(List<String> command, Identity as) throws IOException {
        List<String> argv = new ArrayList<>();
        if (as.umask().isPresent()
                || as.limitNofile().isPresent()
                || as.limitCore().isPresent()
                || as.limitAs().isPresent()) {
            argv.addAll(List.of(
                    "/bin/sh",
                    "-c",
                    SCRIPT,
                    "nae-exec",
                    as.umask().isPresent() ? Integer.toOctalString(as.umask().getAsInt()) : "",
                    units(as.limitNofile(), 1),
                    units(as.limitCore(), 512),
                    units(as.limitAs(), 1024)));
        }
        if (as.nice().isPresent()) {
            if (as.nice().getAsInt() < 0 && Libc.geteuid() != 0) {
                throw new IOException("nice " + as.nice().getAsInt() + " needs root");
            }
            argv.addAll(List.of("nice", "-n", String.valueOf(as.nice().getAsInt())));
        }
        Optional<String> other = otherUser(as);
        if (other.isPresent()) {
            argv.addAll(becoming(other.get()));
        }
        argv.addAll(command);
        return argv;
    }

    /** The user to become, where it is not ours already. */
    public static Optional<String> otherUser(Identity as) {
        return as.user().filter(user -> !user.equals(System.getProperty("user.name")));
    }

    private static List<String> becoming(String user) throws IOException {
        if (Libc.geteuid() != 0) {
            throw new IOException(
                    "user " + user + " needs root; the runtime runs as " + System.getProperty("user.name"));
        }
        if (Platform.isLinux() && Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
            return List.of(
                    "/usr/bin/setpriv",
                    "--reuid",
                    user,
                    "--regid",
                    UserAccount.of(user).group(),
                    "--init-groups",
                    "--");
        }
        return List.of("/usr/bin/sudo", "-n", "-E", "-u", user, "--");
    }

    private static String units(OptionalLong bytes, int unit) {
        return bytes.isEmpty() ? "" : bytes.getAsLong() < 0 ? "unlimited" : String.valueOf(bytes.getAsLong() / unit);
    }
}
