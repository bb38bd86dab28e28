package com.nae.process.supervise;

import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessState;
import com.nae.api.process.Tuning;
import com.nae.process.adopt.Adoption;
import com.nae.process.adopt.WorkerJournal;
import com.nae.process.capture.FifoKeeper;
import com.nae.process.definition.ModeDefinitions;
import com.nae.process.definition.ProcessDefaults;
import com.nae.process.definition.Reload;
import com.nae.process.launch.Tunings;
import com.nae.process.posix.MemoryTrim;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coming and going of definitions, and with them of instances: start, adopt, change, retire. Owned by the
 * supervisor's thread.
 */
final class DefinitionReconciler {
    private static final Logger LOG = LoggerFactory.getLogger(DefinitionReconciler.class);
    private static final Duration DEBOUNCE = Duration.ofMillis(300);
    private static final Duration SETTLED = Duration.ofSeconds(5);
    private static final Duration QUIET = Duration.ofMillis(3500);

    private final Home home;
    private final InstanceRuntime floor;
    private final InstanceRegistry roster;
    private final FifoKeeper keeper;
    private final ScheduledRestarts restartTimes;
    private final SourceWatch watch;
    private final Map<InstanceId, Debounce> touched = new HashMap<>();
    private final Debounce placed;
    private final Tunings tunings;
    private Adoption adoption;
    private Orphans orphans;
    private boolean ending;

    DefinitionReconciler(Home home, InstanceRuntime floor, InstanceRegistry roster, FifoKeeper keeper) {
        this.home = home;
        this.floor = floor;
        this.tunings = floor.tunings;
        this.roster = roster;
        this.keeper = keeper;
        this.placed = new Debounce(floor.loop(), QUIET);
        this.restartTimes = new ScheduledRestarts(floor.clock());
        this.watch = new SourceWatch((id, file) -> floor.loop().execute(() -> touched(id, file)));
    }

    /** Looks for what an earlier runtime has left running, and captures its output at once. */
    void begin() {
        adoption = new Adoption(floor.journal(), home.root(), floor.boot);
        orphans = new Orphans(home, floor, adoption);
        adoption.unclaimed().keySet().forEach(id -> openSink(id, log(ProcessDefaults.STANDARD)));
        floor.loop().schedule(SETTLED, this::settled);
        if (ProcessHandle.current().pid() == 1) {
            floor.reapAdoptedZombies();
        }
    }

    void define(String name, ModeDefinitions written) {
        if (!ending) {
            tunings.written(name, written);
            putInForce(name);
            floor.announcements.definitionChanged(name);
            placed.trigger(() -> new Thread(MemoryTrim::run, "nae-process-slim").start());
        }
    }

    /** Adjusts a process in a mode; whoever watches definitions hears nothing of it. */
    void tune(String name, Mode mode, Tuning tuning) {
        if (!ending && roster.definition(name, mode).isPresent()) {
            boolean other = !tunings.of(name, mode).nice().equals(tuning.nice());
            tunings.put(name, mode, tuning);
            putInForce(name);
            of(name).filter(i -> other && i.id.mode() == mode && i.worker != null)
                    .forEach(i -> floor.renice(
                            i.worker.pid,
                            tuning.nice().orElse(i.definition.identity().nice().orElse(0))));
        }
    }

    Tuning tuning(String name, Mode mode) {
        return tunings.of(name, mode);
    }

    private void putInForce(String name) {
        ModeDefinitions now = tunings.inForce(name);
        ModeDefinitions before = roster.put(name, now);
        if (now.byMode().values().stream().anyMatch(d -> !d.dependsOn().isEmpty())) {
            roster.dependencyCycles().stream()
                    .filter(circle -> circle.contains(name))
                    .forEach(circle -> LOG.error(
                            "depends_on makes a circle, so that none of it can start: {}",
                            String.join(" -> ", circle)));
        }
        Set<InstanceId> wanted = new HashSet<>();
        now.byMode().forEach((mode, definition) -> {
            for (int replica = 0; home.modes().contains(mode) && replica < definition.replicas(); replica++) {
                wanted.add(new InstanceId(name, mode, replica));
            }
        });
        of(name).filter(i -> !wanted.contains(i.id)).toList().forEach(this::retire);
        boolean moved = before != null && !before.sandboxOrigin().equals(now.sandboxOrigin());
        wanted.stream()
                .sorted()
                .forEach(id -> place(id, now.byMode().get(id.mode()), moved && id.mode() == Mode.SANDBOX));
    }

    void undefine(String name) {
        if (!ending && roster.definitions.remove(name) != null) {
            tunings.forget(name);
            of(name).toList().forEach(this::retire);
            floor.announcements.definitionChanged(name);
        }
    }

    private java.util.stream.Stream<Instance> of(String name) {
        return roster.all().stream().filter(i -> i.id.process().equals(name));
    }

    private void place(InstanceId id, ProcessDefinition definition, boolean moved) {
        Instance known = roster.instances.get(id);
        if (known != null && known.retired()) {
            return;
        }
        openSink(id, definition.log());
        if (known == null) {
            Instance fresh = new Instance(id, definition, floor);
            roster.instances.put(id, fresh);
            tend(fresh);
            arrive(fresh);
            return;
        }
        ProcessDefinition before = known.definition;
        known.definition = definition;
        tend(known);
        if (moved || Reload.needsRestart(before, definition)) {
            if (!floor.journal().entry(id).stopped()
                    && (known.worker != null
                            || known.state() != ProcessState.STOPPED && known.state() != ProcessState.EXITED)) {
                known.resetFailures();
                known.restart("its definition changed");
            }
        } else if (known.worker == null && known.state() == ProcessState.STARTING) {
            known.start("its definition changed");
        }
    }

    /** Puts in force what a definition asks for beside running. */
    private void tend(Instance instance) {
        restartTimes.reschedule(instance);
        if (instance.id.mode() == Mode.SANDBOX) {
            Path live = roster.definitions
                    .get(instance.id.process())
                    .sandboxOrigin()
                    .orElse(instance.definition.directory());
            watch.watch(instance.id, live, instance.definition.watch());
        }
    }

    /** A watched file was saved: restarts once when the saving is over. */
    private void touched(InstanceId id, Path file) {
        touched.computeIfAbsent(id, i -> new Debounce(floor.loop(), DEBOUNCE)).trigger(() -> {
            Instance instance = roster.instances.get(id);
            if (instance != null && instance.worker != null) {
                instance.restart(file.getFileName() + " has changed");
            }
        });
    }

    private void arrive(Instance fresh) {
        List<Adoption.Claim> claims = adoption.take(fresh.id);
        WorkerJournal.Entry last = floor.journal().entry(fresh.id);
        if (claims.size() > 1) {
            fresh.markAmbiguous("processes "
                    + claims.stream().map(c -> String.valueOf(c.pid())).collect(Collectors.joining(" and "))
                    + " both claim to be it; stop all but one");
        } else if (claims.size() == 1) {
            adopt(fresh, claims.get(0));
            if (last.stopped()) {
                fresh.stop("stopped on purpose");
            }
        } else if (last.stopped()) {
            fresh.stop("stopped on purpose");
        } else if (!last.ended() && last.pid() != 0) {
            fresh.endedUnobserved();
        } else if (last.exit().isPresent() && last.boot().equals(floor.boot)) {
            fresh.restoreExit(last.exit().get());
        } else if (fresh.definition.schedule().run().isPresent()) {
            floor.scheduleRun(fresh);
        } else if (fresh.definition.autostart()) {
            fresh.start("");
        }
    }

    private void adopt(Instance fresh, Adoption.Claim claim) {
        try {
            fresh.adopt(claim);
        } catch (IOException gone) {
            fresh.endedUnobserved();
        }
    }

    /** Lets it go. One that is defined again while it stops comes back when it has stopped. */
    private void retire(Instance instance) {
        if (instance.retired()) {
            return;
        }
        InstanceId id = instance.id;
        restartTimes.cancel(id);
        watch.watch(id, home.root(), List.of());
        touched.remove(id);
        instance.retire().thenRun(() -> {
            roster.instances.remove(id, instance);
            floor.journal().forget(id);
            floor.closeSink(id);
            roster.definition(id.process(), id.mode())
                    .filter(d -> !ending && id.replica() < d.replicas())
                    .ifPresent(d -> place(id, d, false));
        });
    }

    /** Some time after the start all definitions are known. */
    private void settled() {
        orphans.stopUnclaimed();
        keeper.endPredecessor();
    }

    /** Stops everything, also what runs on without a definition; the next runtime starts afresh. */
    CompletableFuture<Void> stopAll() {
        ending = true;
        return orphans.stopAll()
                .thenCombine(new ShutdownSequence(roster).stopAll(), (a, b) -> b)
                .thenRun(() -> floor.loop().execute(() -> {
                    roster.all().forEach(i -> floor.journal().forgetStarts(i.id));
                    keeper.end();
                }));
    }

    void close() {
        watch.close();
    }

    private void openSink(InstanceId id, ProcessDefinition.Log policy) {
        try {
            floor.sink(id, policy);
        } catch (IOException e) {
            LOG.error("The output of {} cannot be captured: {}", id, e.getMessage());
        }
    }

    private static ProcessDefinition.Log log(ProcessDefaults d) {
        return new ProcessDefinition.Log(d.logMaxSize(), d.logKeep(), d.logCompress());
    }
}
