package com.nae.process.supervise;

import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition;
import com.nae.process.adopt.Adoption;
import com.nae.process.launch.Worker;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Programs of an earlier runtime that no definition has claimed yet, and their end where none does. Owned by the
 * supervisor's thread.
 */
final class Orphans {
    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);
    private static final ProcessDefinition.Stop STOP = new ProcessDefinition.Stop("TERM", Duration.ofSeconds(10));

    private final Home home;
    private final InstanceRuntime floor;
    private final Adoption adoption;

    Orphans(Home home, InstanceRuntime floor, Adoption adoption) {
        this.home = home;
        this.floor = floor;
        this.adoption = adoption;
    }

    /** All definitions are known: who belongs to none is stopped, unless its file is there and refused. */
    void stopUnclaimed() {
        adoption.unclaimed().forEach((id, claims) -> {
            boolean file = Files.exists(home.config().resolve("com.nae.process-" + id.process() + ".cfg"));
            if (file && home.modes().contains(id.mode())) {
                LOG.warn(
                        "{} runs on (pid {}) although its file is not in force",
                        id,
                        claims.get(0).pid());
            } else {
                adoption.take(id).forEach(claim -> stop(id, claim, "has no definition any more"));
            }
        });
    }

    /** Stops all of them; complete when they are gone. */
    CompletableFuture<Void> stopAll() {
        return CompletableFuture.allOf(adoption.unclaimed().keySet().stream()
                .flatMap(id -> adoption.take(id).stream().map(claim -> stop(id, claim, "is not in force")))
                .toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> stop(InstanceId id, Adoption.Claim claim, String why) {
        LOG.info("{} (pid {}) of an earlier runtime {} and is stopped", id, claim.pid(), why);
        CompletableFuture<Void> gone = new CompletableFuture<>();
        floor.stopTree(new Worker(claim.pid(), claim.run(), true, claim.started()), STOP, () -> {
                    floor.journal().forget(id);
                    floor.closeSink(id);
                    gone.complete(null);
                })
                .beginWithUnwatchedLeader();
        return gone;
    }
}
