package com.nae.process.adopt;

import com.nae.api.process.InstanceId;
import com.nae.process.launch.LaunchPlanner;
import com.nae.process.posix.Kernel;
import com.nae.process.posix.ProcessTree;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The programs of an earlier runtime that still run, by instance: those in the journal whose pid, kernel start time and
 * boot are the same, and those which lead a session and bear this home's marks. Where two claim to be one instance,
 * nobody can tell, and neither is touched.
 */
public final class Adoption {
    /** One program that says it is an instance. */
    public record Claim(int pid, String run, Instant started) {}

    private final Map<InstanceId, List<Claim>> claims = new HashMap<>();

    public Adoption(WorkerJournal journal, Path home, String boot) {
        journal.entries().forEach((id, e) -> {
            if (e.pid() != 0
                    && e.boot().equals(boot)
                    && Kernel.startTimeOf(e.pid()).orElse(-1) == e.start()) {
                add(id, new Claim(e.pid(), e.run(), Instant.ofEpochMilli(e.since())));
            }
        });
        ProcessTree.read(true).leaders().forEach((run, pids) -> pids.forEach(pid -> marked(journal, home, run, pid)));
    }

    private void marked(WorkerJournal journal, Path home, String run, int pid) {
        boolean ours = Kernel.environmentOf(pid, LaunchPlanner.OWNER)
                .map(home.toString()::equals)
                .orElse(false);
        Kernel.environmentOf(pid, LaunchPlanner.INSTANCE)
                .filter(i -> ours)
                .flatMap(Adoption::parsed)
                .ifPresent(id -> {
                    WorkerJournal.Entry entry = journal.entry(id);
                    if (!entry.run().equals(run) || entry.pid() == 0) {
                        add(
                                id,
                                new Claim(
                                        pid,
                                        run,
                                        entry.run().equals(run) ? Instant.ofEpochMilli(entry.since()) : Instant.now()));
                    }
                });
    }

    private static java.util.Optional<InstanceId> parsed(String text) {
        try {
            return java.util.Optional.of(InstanceId.parse(text));
        } catch (IllegalArgumentException foreign) {
            return java.util.Optional.empty();
        }
    }

    private void add(InstanceId id, Claim claim) {
        List<Claim> known = claims.computeIfAbsent(id, i -> new ArrayList<>());
        if (known.stream().noneMatch(c -> c.pid() == claim.pid())) {
            known.add(claim);
        }
    }

    /** Hands out who claims to be an instance, once. */
    public List<Claim> take(InstanceId id) {
        List<Claim> taken = claims.remove(id);
        return taken == null ? List.of() : taken;
    }

    public Map<InstanceId, List<Claim>> unclaimed() {
        return Map.copyOf(claims);
    }
}
