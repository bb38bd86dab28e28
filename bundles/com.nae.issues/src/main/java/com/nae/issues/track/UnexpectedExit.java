package com.nae.issues.track;

import com.nae.api.process.ExitStatus;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An exit that nobody requested.
 *
 * @param how a stable name of its kind, such as {@code exit 1} or {@code SIGSEGV}
 * @param message the description for the operator
 */
record UnexpectedExit(String how, String message) {
    private static final int SIGNAL_CODES = 128;
    private static final int KILL = 9;
    private static final Set<String> OWN_SIGNALS =
            Set.of("SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGSEGV", "SIGSYS");
    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(5, "SIGTRAP"),
            Map.entry(6, "SIGABRT"),
            Map.entry(7, "SIGBUS"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(14, "SIGALRM"),
            Map.entry(15, "SIGTERM"),
            Map.entry(24, "SIGXCPU"),
            Map.entry(25, "SIGXFSZ"),
            Map.entry(31, "SIGSYS"));

    /** Whether the program ended itself: by an exit code, or by a signal that its own fault raises. */
    boolean byItself() {
        return how.startsWith("exit ") || OWN_SIGNALS.contains(how);
    }

    /** Returns empty for a success, a requested stop, an operator's Ctrl-C, and an exit whose status is unknown. */
    static Optional<UnexpectedExit> of(
            ProcessEvent event, Optional<ProcessDefinition> definition, boolean outOfMemory) {
        Optional<ExitStatus> exit = event.now().lastExit();
        boolean requested = event.before() == ProcessState.STOPPING
                || event.now().state() == ProcessState.STOPPING
                || event.now().state() == ProcessState.STOPPED;
        return !event.exited() || requested ? Optional.empty() : exit.flatMap(e -> of(e, definition, outOfMemory));
    }

    private static Optional<UnexpectedExit> of(
            ExitStatus exit, Optional<ProcessDefinition> definition, boolean outOfMemory) {
        int code = exit.code().orElse(0);
        boolean success =
                definition.map(d -> d.restart().successCodes().contains(code)).orElse(code == 0);
        if (exit.signal().isEmpty() && (exit.code().isEmpty() || code == 0 || success)) {
            return Optional.empty();
        }
        int signal = exit.signal()
                .orElse(code > SIGNAL_CODES && SIGNALS.containsKey(code - SIGNAL_CODES) ? code - SIGNAL_CODES : 0);
        if (signal == 2) {
            return Optional.empty();
        }
        return Optional.of(
                signal > 0
                        ? killed(signal, outOfMemory)
                        : new UnexpectedExit("exit " + code, "exited with code " + code));
    }

    private static UnexpectedExit killed(int signal, boolean outOfMemory) {
        String name = SIGNALS.getOrDefault(signal, "signal " + signal);
        if (signal != KILL) {
            return new UnexpectedExit(name, "killed by " + name);
        }
        return outOfMemory
                ? new UnexpectedExit("OutOfMemory", "killed by SIGKILL: out of memory, says the kernel")
                : new UnexpectedExit(name, "killed by SIGKILL, perhaps out of memory");
    }
}
