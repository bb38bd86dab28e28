package com.nae.process.launch;

import com.nae.api.process.InstanceId;
import com.nae.api.process.LaunchSpec;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Identity;
import com.nae.process.cgroup.MemoryCgroups;
import com.nae.process.definition.Isolation.Network;
import com.nae.process.expansion.ReplicaVariable;
import com.nae.process.posix.ProcessTree;
import com.nae.process.posix.Spawner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Works out how the program of an instance is started: its command with user and limits, its variables and its folder.
 * Nothing is started here. Thread-safe.
 */
public final class LaunchPlanner {
    /** The variable that names the instance to which a process tree belongs. */
    public static final String INSTANCE = "NAE_INSTANCE";
    /** The variable that names the home to which a process tree belongs. */
    public static final String OWNER = "NAE_OWNER";

    /**
     * Variables that concern the runtime alone: a program that took them for its own would, say, report its readiness
     * to systemd.
     */
    private static final List<String> NOT_INHERITED = List.of(
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

    /** {@code LC_ALL} as the start script found it, where the script set another one for Java. */
    private static final String LOCALE = "NAE_LC_ALL";

    private static final String STANDARD_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Map<String, String> inherited = inherited();
    private final Path home;
    private final EnvironmentOverlays overlays;
    private final Tunings tunings;
    private final MemoryCgroups cgroups;
    private final NetworkNamespace namespaces = new NetworkNamespace();
    private final LaunchContributors contributors = new LaunchContributors();

    public LaunchPlanner(Path home, EnvironmentOverlays overlays, Tunings tunings, MemoryCgroups cgroups) {
        this.home = home;
        this.overlays = overlays;
        this.tunings = tunings;
        this.cgroups = cgroups;
    }

    private static Map<String, String> inherited() {
        Map<String, String> inherited = new HashMap<>(System.getenv());
        inherited.keySet().removeAll(NOT_INHERITED);
        String locale = inherited.remove(LOCALE);
        if (locale != null) {
            inherited.put("LC_ALL", locale);
            inherited.remove("LC_ALL", "");
        }
        inherited.putIfAbsent("PATH", STANDARD_PATH);
        return inherited;
    }

    /** The cgroups in which programs with a hard memory limit run. */
    public MemoryCgroups cgroups() {
        return cgroups;
    }

    /** The services that add variables to a start; they are not asked for other commands. */
    public LaunchContributors contributors() {
        return contributors;
    }

    /** Whether the program of an instance has a network of its own. */
    public boolean hasOwnNetwork(InstanceId id) {
        return tunings.network(id) != Network.HOST;
    }

    /**
     * Tries whether the network of an instance can be made here; that may take a while.
     *
     * @throws IOException if not, with the reason for the operator
     */
    public void examineNetwork(InstanceId id) throws IOException {
        namespaces.examine(tunings.network(id));
    }

    /** The environment of a helper process of the runtime itself. */
    public Map<String, String> helperEnvironment() {
        return Map.of("PATH", inherited.get("PATH"));
    }

    /**
     * The request that starts the program of an instance. Its environment carries the marks by which a later runtime
     * knows the process tree.
     *
     * @param runId the mark of this start
     * @param output the FIFO for its output
     * @param notify its sd_notify socket, or null
     * @throws IOException if its user or a limit cannot be set here; the message is for the operator
     */
    public Spawner.SpawnRequest plan(
            InstanceId id, ProcessDefinition definition, String runId, Path output, Path notify) throws IOException {
        LaunchSpec spec = launchSpec(id, definition, definition.command(), OptionalInt.empty());
        Map<String, String> environment = contributors.added(id, definition, spec.environment());
        environment.put(INSTANCE, id.toString());
        environment.put(OWNER, home.toString());
        environment.put(ProcessTree.RUN_ID, runId);
        if (notify != null) {
            environment.put("NOTIFY_SOCKET", notify.toString());
            environment.put("WATCHDOG_USEC", String.valueOf(SdNotifyProtocol.WATCHDOG.toNanos() / 1000));
        }
        return new Spawner.SpawnRequest(spec.command(), environment, spec.directory(), output);
    }

    /**
     * How a command is run as the program of an instance is run, but without the marks of its process tree.
     *
     * @param beside the pid of the program whose network it enters, where the program has one of its own; without, it
     *     gets another of the same kind
     * @throws IOException if its user, a limit or its network cannot be set here; the message is for the operator
     */
    public LaunchSpec launchSpec(InstanceId id, ProcessDefinition definition, List<String> command, OptionalInt beside)
            throws IOException {
        Network network = tunings.network(id);
        List<String> into =
                beside.isPresent() ? namespaces.join(network, beside.getAsInt()) : namespaces.enter(network);
        List<String> wrapped = CommandWrapper.wrap(command, definition.identity(), into);
        return new LaunchSpec(
                ReplicaVariable.fill(wrapped, id.replica()),
                ReplicaVariable.fill(environment(id, definition), id.replica()),
                definition.directory());
    }

    /**
     * From the weakest to the strongest: inherited, of the user's account, of the definition, of a repair, of the
     * instance.
     */
    private Map<String, String> environment(InstanceId id, ProcessDefinition definition) throws IOException {
        Map<String, String> environment = new HashMap<>(inherited);
        environment.put("PYTHONUNBUFFERED", "1");
        Optional<String> user = otherUser(definition.identity());
        if (user.isPresent()) {
            environment.putAll(UserAccount.of(user.get()).environment());
        }
        environment.putAll(definition.environment());
        environment.putAll(overlays.of(id.process(), id.mode()));
        environment.put("NAE_MODE", id.mode().word());
        environment.put("NAE_PROCESS", id.process());
        environment.put("NAE_REPLICA", String.valueOf(id.replica()));
        environment.put("PWD", definition.directory().toString());
        return environment;
    }

    /** The niceness that an adjustment sets for an instance, on top of its definition. */
    public OptionalInt tunedNice(InstanceId id) {
        return tunings.of(id.process(), id.mode()).nice();
    }

    /** The user as whom a program is run, where that is not the runtime's own user. */
    public static Optional<String> otherUser(Identity identity) {
        return identity.user().filter(user -> !user.equals(System.getProperty("user.name")));
    }
}
