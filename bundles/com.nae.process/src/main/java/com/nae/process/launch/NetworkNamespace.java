package com.nae.process.launch;

import com.nae.process.definition.Isolation.Network;
import com.nae.process.posix.Libc;
import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The network namespace of a program that has a network of its own: the words in front of its command that make it or
 * enter it, each of which becomes the next by exec. Root makes a network namespace; another user makes a user namespace
 * with it, in which it stays who it is, where the kernel allows that. Thread-safe.
 */
public final class NetworkNamespace {
    /** Switches the loopback interface on, then becomes the program. The words are arguments, never part of it. */
    private static final String LOOPBACK_UP = """
            ip=$1
            shift
            "$ip" link set dev lo up || {
                echo "nae: the loopback interface cannot be switched on" >&2
                exit 126
            }
            exec "$@"
            """;

    /** Becomes the command unless it is still in the network whose name is its first word. */
    private static final String NOT_IN = """
            if [ "$(readlink /proc/self/ns/net)" = "$1" ]; then
                echo "the program is in no network of its own" >&2
                exit 126
            fi
            shift
            exec "$@"
            """;

    private static final String UNPRIVILEGED =
            "; NAE does not run as root, so the kernel would have to let its user make"
                    + " user namespaces (user.max_user_namespaces, AppArmor)";

    private static final List<String> FOLDERS = List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin");
    private static final int EXAMINED_WITHIN_SECONDS = 10;

    private final boolean root;
    private final List<String> folders;
    private final Set<Network> possible = ConcurrentHashMap.newKeySet();

    public NetworkNamespace() {
        this(Libc.geteuid() == 0, FOLDERS);
    }

    /** @param folders where the tools lie */
    NetworkNamespace(boolean root, List<String> folders) {
        this.root = root;
        this.folders = folders;
    }

    /**
     * Tries whether a network can be made on this machine. That starts a command and waits for it; what was possible
     * once is not tried again.
     *
     * @throws IOException if it cannot, with the reason for the operator
     */
    public void examine(Network network) throws IOException {
        if (network == Network.HOST || possible.contains(network)) {
            return;
        }
        List<String> command = new ArrayList<>(enter(network));
        command.add(tool("true", "coreutils"));
        String problem = problem(command);
        if (!problem.isEmpty()) {
            throw new IOException(cannot(network) + problem + (root ? "" : UNPRIVILEGED));
        }
        possible.add(network);
    }

    private static String cannot(Network network) {
        return "network = " + network.name().toLowerCase(Locale.ROOT) + " is not possible here: ";
    }

    /** Why a command fails; empty where it does not. */
    private static String problem(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        try {
            if (!process.waitFor(EXAMINED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                return command.get(0) + " did not end within " + EXAMINED_WITHIN_SECONDS + " s";
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int code = process.exitValue();
            if (code == 0) {
                return "";
            }
            return said.isEmpty() ? command.get(0) + " exited with " + code : said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the runtime stops", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /**
     * What makes a network for the command that follows; nothing for that of the machine.
     *
     * @throws IOException if this machine has not what it takes
     */
    List<String> enter(Network network) throws IOException {
        if (network == Network.HOST) {
            return List.of();
        }
        if (!Platform.isLinux()) {
            throw new IOException(cannot(network) + "only Linux has network namespaces");
        }
        boolean loopback = network == Network.LOOPBACK;
        List<String> words = new ArrayList<>(List.of(tool("unshare", "util-linux"), "--net"));
        if (!root) {
            words.addAll(loopback ? List.of("--map-current-user", "--keep-caps") : List.of("--map-current-user"));
        }
        words.add("--");
        if (loopback) {
            words.addAll(List.of("/bin/sh", "-c", LOOPBACK_UP, "nae-loopback", tool("ip", "iproute2")));
        }
        if (loopback && !root) {
            words.addAll(List.of(tool("setpriv", "util-linux"), "--inh-caps=-all", "--ambient-caps=-all", "--"));
        }
        return words;
    }

    /**
     * What enters the network of a running program, for the command that follows.
     *
     * @throws IOException if this machine has not what it takes
     */
    List<String> join(Network network, int pid) throws IOException {
        if (network == Network.HOST) {
            return List.of();
        }
        List<String> words = new ArrayList<>(List.of(tool("nsenter", "util-linux"), "--target", String.valueOf(pid)));
        words.addAll(root ? List.of("--net", "--") : List.of("--user", "--preserve-credentials", "--net", "--"));
        String own = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
        words.addAll(List.of("/bin/sh", "-c", NOT_IN, "nae-network", own));
        return words;
    }

    private String tool(String name, String origin) throws IOException {
        return folders.stream()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() -> new IOException("a network of its own needs " + name + " of " + origin
                        + ", which is not in " + String.join(", ", folders)));
    }
}
