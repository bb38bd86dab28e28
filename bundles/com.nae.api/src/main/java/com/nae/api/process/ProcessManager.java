package com.nae.api.process;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Starts, adopts, watches, stops and restarts instances, and captures their output. Thread-safe; commands return at
 * once and complete with the state reached. A command for an instance that does not exist completes with
 * {@link java.util.NoSuchElementException}.
 */
@ProviderType
public interface ProcessManager {
    /** All instances, in the order of their ids. */
    List<ProcessStatus> list();

    Optional<ProcessStatus> status(InstanceId id);

    /** The definition in force for a process in a mode. */
    Optional<ProcessDefinition> definition(String process, Mode mode);

    /** The names of all defined processes, in order. */
    List<String> processes();

    /**
     * Starts it and clears what stopped it on purpose, what holds it back and what its failures have cost; completes
     * when it is RUNNING or has failed.
     */
    CompletableFuture<ProcessStatus> start(InstanceId id, String by);

    /** Stops its whole tree and remembers that this was on purpose. */
    CompletableFuture<ProcessStatus> stop(InstanceId id, String by);

    /** Stops it gracefully and starts it again, whatever is left of its budget; the budget stays as it is. */
    CompletableFuture<ProcessStatus> restart(InstanceId id, String reason);

    /**
     * Takes one unit out of the budget of the instance (restarts and repairs together, per {@code restart_window});
     * false when none is left.
     */
    boolean spend(InstanceId id, String what);

    /**
     * Holds back starts of the instance until it is released: a crash in this time waits instead of restarting. A
     * running instance goes on. The reason shows in its status. Holding again replaces the reason.
     */
    void hold(InstanceId id, String reason);

    /** Ends a hold and starts what is due. */
    void release(InstanceId id);

    /** Escalates: the instance turns FATAL with the reason, is retried slowly, and an operator is asked. */
    void escalate(InstanceId id, String reason);

    /**
     * Variables set on top of the definition for a process in a mode, from its next start on; survives restarts.
     * Replaces the earlier overlay.
     */
    void overlay(String process, Mode mode, Map<String, String> environment);

    Map<String, String> overlay(String process, Mode mode);

    /**
     * Adjusts a process in a mode, in place of earlier adjustments; {@link Tuning#NONE} takes them back. They end with
     * the runtime.
     *
     * @return whether the process runs in that mode and can be adjusted
     */
    default boolean tune(String process, Mode mode, Tuning tuning) {
        return false;
    }

    /** The adjustments in force. */
    default Tuning tuning(String process, Mode mode) {
        return Tuning.NONE;
    }

    /** What a probe found; {@code detail} in plain words. */
    void reportProbe(InstanceId id, ProbeKind kind, boolean passed, String detail);

    /**
     * Reads the captured output from a position on. @throws java.util.NoSuchElementException if there is no such
     * instance
     */
    LogReader log(InstanceId id, LogPosition from);

    /** Reads the captured output, beginning with about the last {@code lines} lines. */
    LogReader tail(InstanceId id, int lines);

    /** Where the output of the running (or last) program begins; empty where it is not known. */
    default Optional<LogPosition> logStart(InstanceId id) {
        return Optional.empty();
    }

    /** Bytes of output that had to be dropped (a disk that stayed full) since the start of the runtime. */
    long droppedBytes();

    /**
     * How a command is run with the user, limits, variables and folder of the program of an instance; nothing is
     * started.
     *
     * @throws IOException if that is not possible here, in plain words
     */
    default LaunchSpec launch(InstanceId id, List<String> command) throws IOException {
        throw new IOException("no command can be run as " + id);
    }

    /** Members of the tree of the running program, its leader first; empty where it does not run. */
    List<Long> tree(InstanceId id);

    /**
     * Stops every instance, dependents first; completes when all are gone. What was running is started again by the
     * next runtime.
     */
    CompletableFuture<Void> stopAll();
}
