package com.nae.process.supervise;

import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessStatus;
import com.nae.process.instance.Instance;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands to instances, carried out by the one thread that owns them. */
final class InstanceCommands {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final Supervision supervision;

    InstanceCommands(Supervision supervision) {
        this.supervision = supervision;
    }

    CompletableFuture<ProcessStatus> start(InstanceId id, String by) {
        return submit(id, instance -> {
            supervision.runtime().journal().stopped(id, false);
            instance.resetFailures();
            instance.start("started by " + by);
        });
    }

    CompletableFuture<ProcessStatus> stop(InstanceId id, String by) {
        return submit(id, instance -> {
            supervision.runtime().journal().stopped(id, true);
            instance.stop("stopped by " + by);
        });
    }

    CompletableFuture<ProcessStatus> restart(InstanceId id, String reason) {
        return submit(id, instance -> {
            supervision.runtime().journal().stopped(id, false);
            instance.restart(reason);
        });
    }

    boolean spend(InstanceId id, String what) {
        boolean taken =
                instance(id).map(instance -> instance.restarts().spend()).orElse(false);
        LOG.info(
                taken ? "{} spends a unit of its restart budget: {}" : "{} has no restart budget left for: {}",
                id,
                what);
        return taken;
    }

    /** Runs a command on the loop and waits for nothing; does nothing if there is no such instance. */
    void send(InstanceId id, Consumer<Instance> command) {
        supervision.loop().execute(() -> instance(id).ifPresent(command));
    }

    /** Runs a command on the loop; completes when nothing that it began is under way any more. */
    private CompletableFuture<ProcessStatus> submit(InstanceId id, Consumer<Instance> command) {
        return supervision
                .loop()
                .submit(() -> instance(id)
                        .map(instance -> {
                            command.accept(instance);
                            return instance.settled();
                        })
                        .orElseGet(() -> CompletableFuture.failedFuture(noSuch(id))))
                .thenCompose(Function.identity());
    }

    private Optional<Instance> instance(InstanceId id) {
        return supervision.registry().instance(id);
    }

    static NoSuchElementException noSuch(InstanceId id) {
        return new NoSuchElementException("there is no " + id);
    }
}
