package com.nae.process.definition;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Means;
import com.nae.api.process.ProcessDefinition.Probe;
import com.nae.api.process.ProcessDefinition.Probes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far the modes of one process are kept apart.
 *
 * @param networks the network of each mode in which the process runs
 * @param shared whether the operator has said that the sandbox may act as live does, {@code sandbox.shared}
 * @param notAsked the keys of probes that are not asked, because they cannot reach the network of their program
 */
public record Isolation(Map<Mode, Network> networks, boolean shared, Map<Mode, List<String>> notAsked) {
    static final String SHARED = "shared";

    private static final String SAID_OF_SHARED = "sandbox.shared: the sandbox has the variables and the network of"
            + " live, so it can do a second time what live does outside, such as send an order; give it another"
            + " account (sandbox.environment.NAME, sandbox.environment_file) or no network (sandbox.network ="
            + " loopback), or write sandbox.shared = true if that is meant (docs/sandbox.md)";

    /** The network in which a program runs, the key {@code network}. */
    public enum Network {
        /** The network of the machine. */
        HOST,
        /** A network of its own, in which it reaches itself alone. */
        LOOPBACK,
        /** A network of its own without any interface that is up. */
        NONE
    }

    /** Every mode in the network of the machine. */
    static final Isolation UNSET = new Isolation(Map.of(), false, Map.of());

    /** The network of a mode. */
    public Network network(Mode mode) {
        return networks.getOrDefault(mode, Network.HOST);
    }

    /**
     * What the operator ought to know of a process before it runs, in plain words.
     *
     * @param byMode its definitions
     * @param running the modes that run here
     */
    List<String> notices(Map<Mode, ProcessDefinition> byMode, Set<Mode> running) {
        List<String> notices = new ArrayList<>();
        ProcessDefinition sandbox = byMode.get(Mode.SANDBOX);
        ProcessDefinition live = byMode.get(Mode.LIVE);
        boolean both = sandbox != null && live != null && running.containsAll(Set.of(Mode.SANDBOX, Mode.LIVE));
        if (both && !shared && network(Mode.SANDBOX) == Network.HOST && sameEnvironment(sandbox, live)) {
            notices.add(SAID_OF_SHARED);
        }
        notAsked.forEach((mode, keys) -> {
            if (running.contains(mode) && byMode.containsKey(mode) && !keys.isEmpty()) {
                notices.add(
                        String.join(" and ", keys) + " cannot reach a program in a network of its own: not asked in "
                                + mode.word() + ", where exec and log can be");
            }
        });
        return notices;
    }

    private static boolean sameEnvironment(ProcessDefinition sandbox, ProcessDefinition live) {
        return sandbox.environment().equals(live.environment());
    }

    /** Refuses {@code shared} for anything but the sandbox. */
    static void check(ModeKeys keys) {
        for (String key : List.of(SHARED, Mode.LIVE.word() + "." + SHARED)) {
            if (keys.has(key)) {
                throw new SettingsException(key, "is no key; it is written sandbox." + SHARED);
            }
        }
    }

    /** Collects what the keys of each mode say. */
    static final class Reader {
        private final Map<Mode, Network> networks = new EnumMap<>(Mode.class);
        private final Map<Mode, List<String>> notAsked = new EnumMap<>(Mode.class);
        private boolean shared;

        /** Reads the keys of a mode; returns its definition without the probes that cannot reach the program. */
        ProcessDefinition read(Settings s, ProcessDefinition d) {
            Network network = s.choice("network", Network.class, Network.HOST);
            shared |= s.flag("shared", false);
            networks.put(d.mode(), network);
            return network == Network.HOST ? d : d.withProbes(reachable(d));
        }

        private Probes reachable(ProcessDefinition d) {
            List<String> keys = new ArrayList<>();
            Probes probes =
                    new Probes(reachable("readiness", d.readiness(), keys), reachable("liveness", d.liveness(), keys));
            notAsked.put(d.mode(), List.copyOf(keys));
            return probes;
        }

        private static Optional<Probe> reachable(String kind, Optional<Probe> probe, List<String> keys) {
            boolean fromOutside = probe.map(Probe::means)
                    .filter(means -> means == Means.HTTP || means == Means.TCP)
                    .isPresent();
            if (!fromOutside) {
                return probe;
            }
            keys.add(kind + (probe.get().means() == Means.HTTP ? ".http" : ".tcp"));
            return Optional.empty();
        }

        Isolation isolation() {
            return new Isolation(Map.copyOf(networks), shared, Map.copyOf(notAsked));
        }
    }
}
