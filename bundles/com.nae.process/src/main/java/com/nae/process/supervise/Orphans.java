package com.nae.process.supervise;

import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition;
import com.nae.process.adopt.Adoption;
import com.nae.process.definition.ProcessDefaults;
import com.nae.process.instance.InstanceRuntime;
import com.nae.process.launch.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Programs of an earlier runtime that no definition has claimed yet, and their stop where none does. Owned by the
 * supervisor's thread.
 */
final class Orphans {
    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);
    private static final ProcessDefinition.Stop STOP = new ProcessDefinition.Stop("TERM", Duration.ofSeconds(10));

    private final Home home;
    private final InstanceRuntime runtime;
    private final Adoption adoption;

    Orphans(Home home, InstanceRuntime runtime, Adoption adoption) {
        this.home = home;
        this.runtime = runtime;
        this.adoption = adoption;
    }

    /** Finds them, and captures their output at once: their definitions may come late. */
    void find() {
        adoption.scan();
        adoption.unclaimed().keySet().forEach(this::openOutput);
    }

    private void openOutput(InstanceId id) {
        try {
            runtime.outputs().open(id, ProcessDefaults.STANDARD.log());
        } catch (IOException e) {
            LOG.error("The output of {} cannot be captured: {}", id, e.getMessage());
        }
    }

    /** All definitions are known by now: a program without one is stopped, unless its file is there and was refused. */
    void stopUnclaimed() {
        adoption.unclaimed().forEach((id, claims) -> {
            if (isRefused(id)) {
                LOG.warn(
                        "{} runs on (pid {}) although its file is not in force",
                        id,
                        claims.get(0).pid());
            } else {
                adoption.take(id).forEach(claim -> stop(id, claim, "has no definition any more"));
            }
        });
    }

    private boolean isRefused(InstanceId id) {
        return home.modes().contains(id.mode())
                && Files.exists(home.config().resolve("com.nae.process-" + id.process() + ".cfg"));
    }

    /** Stops all of them; completes when they are gone. */
    CompletableFuture<Void> stopAll() {
        return CompletableFuture.allOf(adoption.unclaimed().keySet().stream()
                .flatMap(id -> adoption.take(id).stream().map(claim -> stop(id, claim, "is not in force")))
                .toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> stop(InstanceId id, Adoption.Claim claim, String why) {
        LOG.info("{} (pid {}) of an earlier runtime {} and is stopped", id, claim.pid(), why);
        CompletableFuture<Void> gone = new CompletableFuture<>();
        Worker worker = new Worker(claim.pid(), claim.runId(), true, claim.started());
        runtime.stopper()
                .stop(worker, STOP, () -> {
                    runtime.journal().forget(id);
                    runtime.outputs().close(id);
                    gone.complete(null);
                })
                .beginWithUnwatchedLeader();
        return gone;
    }
}
