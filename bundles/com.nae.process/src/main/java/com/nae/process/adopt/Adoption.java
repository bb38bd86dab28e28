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
import java.util.Optional;

/**
 * The programs of an earlier runtime that still run, by instance. A program is known by the journal, where pid, kernel
 * start time and boot are the same, or by the marks of this home in the environment of a session leader. Where two
 * claim to be one instance, nobody can tell which it is, so neither is touched. One thread at a time.
 */
public final class Adoption {
    /**
     * A running program that claims to be an instance.
     *
     * @param runId the mark of its start
     */
    public record Claim(int pid, String runId, Instant started) {}

    private final WorkerJournal journal;
    private final Path home;
    private final String bootId;
    private final Map<InstanceId, List<Claim>> claims = new HashMap<>();

    public Adoption(WorkerJournal journal, Path home, String bootId) {
        this.journal = journal;
        this.home = home;
        this.bootId = bootId;
    }

    /** Looks for them; reads the whole process table. */
    public void scan() {
        journal.records().forEach(this::claimByJournal);
        ProcessTree.read().sessionLeaders().forEach((runId, pids) -> pids.forEach(pid -> claimByMarks(pid, runId)));
    }

    private void claimByJournal(InstanceId id, WorkerRecord last) {
        boolean lives = last.pid() != 0
                && last.bootId().equals(bootId)
                && Kernel.startTimeOf(last.pid()).orElse(-1) == last.startTime();
        if (lives) {
            add(id, new Claim(last.pid(), last.runId(), Instant.ofEpochMilli(last.since())));
        }
    }

    /**
     * The journal decides about the start that it knows the pid of; marks count where it knows another start, or only
     * the intent.
     */
    private void claimByMarks(int pid, String runId) {
        instanceOf(pid).ifPresent(id -> {
            WorkerRecord last = journal.record(id);
            boolean lastStart = last.runId().equals(runId);
            if (!lastStart || last.pid() == 0) {
                add(id, new Claim(pid, runId, lastStart ? Instant.ofEpochMilli(last.since()) : Instant.now()));
            }
        });
    }

    /** The instance whose mark a process of this home bears. */
    private Optional<InstanceId> instanceOf(int pid) {
        return Kernel.environmentOf(pid, LaunchPlanner.OWNER)
                .filter(home.toString()::equals)
                .flatMap(owner -> Kernel.environmentOf(pid, LaunchPlanner.INSTANCE))
                .flatMap(Adoption::parsed);
    }

    private static Optional<InstanceId> parsed(String text) {
        try {
            return Optional.of(InstanceId.parse(text));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    private void add(InstanceId id, Claim claim) {
        List<Claim> known = claims.computeIfAbsent(id, i -> new ArrayList<>());
        if (known.stream().noneMatch(c -> c.pid() == claim.pid())) {
            known.add(claim);
        }
    }

    /** Hands out the programs that claim to be an instance, once. */
    public List<Claim> take(InstanceId id) {
        List<Claim> taken = claims.remove(id);
        return taken == null ? List.of() : taken;
    }

    /** Those that nobody has taken. */
    public Map<InstanceId, List<Claim>> unclaimed() {
        return Map.copyOf(claims);
    }
}
