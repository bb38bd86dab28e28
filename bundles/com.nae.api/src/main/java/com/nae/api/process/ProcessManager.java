package com.nae.api.process;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Starts, adopts, watches, stops and restarts instances. Thread-safe; commands return at once and complete with the
 * state reached. A command for an instance that does not exist completes with {@link java.util.NoSuchElementException}.
 * Other roles of the process manager are services of their own: {@link ProcessOutput}, {@link ProcessTuning},
 * {@link StartHolds}, {@link RestartBudget} and {@link ProbeSupport}.
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

    /** Escalates: the instance turns FATAL with the reason, is retried slowly, and an operator is asked. */
    void escalate(InstanceId id, String reason);

    /** Members of the tree of the running program, its leader first; empty where it does not run. */
    List<Long> tree(InstanceId id);

    /**
     * Stops every instance, dependents first; completes when all are gone. What was running is started again by the
     * next runtime.
     */
    CompletableFuture<Void> stopAll();
}
