package com.nae.healing.record;

import com.nae.api.healing.Change;
import com.nae.api.healing.ChangeEvent;
import com.nae.api.healing.ChangeLog.AppliedChange;
import com.nae.api.healing.Fix;
import com.nae.api.healing.FixRecord;
import com.nae.healing.exec.SerialScheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The store of all fixes and their states, which survives restarts. Every event is also written to the change log.
 * Thread-safe.
 */
public final class FixStore {
    /** Fixes that stand or fall together, in the order they were made. */
    record Group(List<String> ids) {}

    /** States in which nothing is pending, so that the oldest such record may be forgotten. */
    private static final Set<FixRecord.State> FINISHED = EnumSet.of(
            FixRecord.State.FAILED,
            FixRecord.State.SUGGESTED,
            FixRecord.State.ROLLED_BACK,
            FixRecord.State.REJECTED,
            FixRecord.State.HEALED);

    private final KeyedRecordFile<FixRecord> file;
    private final KeyedRecordFile<Group> groupsFile;
    private final ChangeLogWriter writer;
    private final SerialScheduler scheduler;
    /** Guarded by this; oldest first. */
    private final Map<String, FixRecord> fixes = new LinkedHashMap<>();

    private final Map<String, Group> groups = new LinkedHashMap<>();

    public FixStore(Path folder, ChangeLogWriter writer, SerialScheduler scheduler) throws IOException {
        this.writer = writer;
        this.scheduler = scheduler;
        file = new KeyedRecordFile<>(folder.resolve("fixes"), FixRecord.class, FixRecord::id);
        file.read().forEach(fix -> fixes.put(fix.id(), fix));
        groupsFile = new KeyedRecordFile<>(
                folder.resolve("together"), Group.class, group -> group.ids().get(0));
        groupsFile.read().forEach(group -> groups.put(group.ids().get(0), group));
    }

    /** Creates the record of a proposal. @return the id of the fix, eight hexadecimal digits */
    public synchronized String propose(Proposal proposal) {
        Fix fix = proposal.fix();
        String id;
        do {
            id = String.format("%08x", ThreadLocalRandom.current().nextInt());
        } while (fixes.containsKey(id));
        fixes.put(
                id,
                new FixRecord(
                        id,
                        proposal.issue().id(),
                        proposal.issue().fingerprint(),
                        proposal.issue().process(),
                        Optional.empty(),
                        proposal.healer(),
                        fix,
                        FixRecord.State.PROPOSED,
                        SecretMasker.mask(proposal.preview()),
                        scheduler.now(),
                        List.of()));
        if (fixes.size() > KeyedRecordFile.KEPT) {
            fixes.values().stream()
                    .filter(f -> FINISHED.contains(f.state()))
                    .findFirst()
                    .map(FixRecord::id)
                    .ifPresent(fixes::remove);
        }
        addEvent(id, FixEvent.proposed(fix.reason()));
        return id;
    }

    /** Records that fixes, made on top of each other, stand or fall together. */
    public synchronized void group(List<String> ids) {
        Group group = new Group(List.copyOf(ids));
        groups.put(ids.get(0), group);
        groupsFile.put(group);
    }

    /** The fixes that stand or fall with a fix, itself included, in the order they were made. */
    public synchronized List<String> groupOf(String id) {
        return groups.values().stream()
                .map(Group::ids)
                .filter(ids -> ids.contains(id))
                .findFirst()
                .orElse(List.of(id))
                .stream()
                .filter(fixes::containsKey)
                .toList();
    }

    /**
     * Adds an event to the record of a fix and to the change log. A fix that has an event moves to the end of the
     * order.
     */
    public synchronized void addEvent(String id, FixEvent event) {
        FixRecord old = fixes.get(id);
        List<FixRecord.Event> events = new ArrayList<>(old.events());
        events.add(new FixRecord.Event(scheduler.now(), event.word(), SecretMasker.mask(event.detail()), event.by()));
        String diff = diff(event.made());
        FixRecord next = new FixRecord(
                id,
                old.issue(),
                old.fingerprint(),
                old.process(),
                event.mode(),
                old.healer(),
                old.fix(),
                event.state(),
                diff.isEmpty() ? old.diff() : diff,
                scheduler.now(),
                List.copyOf(events));
        fixes.remove(id);
        fixes.put(id, next);
        file.put(next);
        writer.write(next, event, next.since());
    }

    private static String diff(List<AppliedChange> made) {
        StringBuilder diff = new StringBuilder();
        made.stream().filter(m -> m.kind() == Change.Kind.EDIT_FILE).forEach(m -> diff.append(m.detail()));
        return diff.toString();
    }

    public synchronized List<FixRecord> newestFirst() {
        return fixes.values().stream()
                .sorted(Comparator.comparing(FixRecord::since).reversed())
                .toList();
    }

    public synchronized FixRecord get(String id) {
        return fixes.get(id);
    }

    /** Finds a fix by its id, or by a prefix of it that no other fix has. */
    public synchronized Optional<FixRecord> find(String id) {
        if (fixes.containsKey(id)) {
            return Optional.of(fixes.get(id));
        }
        List<FixRecord> found = fixes.values().stream()
                .filter(f -> !id.isEmpty() && f.id().startsWith(id))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Counts how often a pattern was applied to a process since a time. */
    public synchronized long applied(String process, String pattern, Instant since) {
        return fixes.values().stream()
                .filter(f -> f.process().equals(process) && f.fix().pattern().equals(pattern))
                .flatMap(f -> f.events().stream())
                .filter(e -> e.event() == ChangeEvent.APPLIED && e.at().isAfter(since))
                .count();
    }
}
