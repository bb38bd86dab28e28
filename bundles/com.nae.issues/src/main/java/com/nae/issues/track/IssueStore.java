package com.nae.issues.track;

import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All issues, one per fingerprint, with their counts and rates. Bounded: beyond its size the one least recently seen
 * goes. Thread-safe.
 */
public final class IssueStore {
    private final int most;
    private final Map<String, TrackedIssue> byPrint = new LinkedHashMap<>();
    private final Map<InstanceId, HourlyRate> rates = new HashMap<>();
    private final Set<TrackedIssue> changed = new HashSet<>();

    public IssueStore(int most) {
        this.most = most;
    }

    /** Counts occurrences of a fault; returns the issue as it is now. */
    public synchronized Issue occurred(InstanceId instance, Fault fault, long times, long at) {
        TrackedIssue entry = byPrint.get(fault.fingerprint());
        if (entry == null) {
            makeRoom();
            entry = new TrackedIssue(newId(fault.fingerprint()), instance.process(), fault, at);
            byPrint.put(fault.fingerprint(), entry);
        }
        entry.occurred(instance, fault, times, at);
        rates.computeIfAbsent(instance, i -> new HourlyRate()).add(times, at);
        changed.add(entry);
        return entry.issue();
    }

    private void makeRoom() {
        if (byPrint.size() >= most) {
            byPrint.values().stream()
                    .min(Comparator.comparingLong(TrackedIssue::lastSeen))
                    .ifPresent(oldest -> {
                        byPrint.remove(oldest.fingerprint());
                        changed.remove(oldest);
                    });
        }
    }

    /** Eight digits of the fingerprint, more where another issue has these. */
    private String newId(String fingerprint) {
        for (int digits = 8; digits < fingerprint.length(); digits++) {
            String id = fingerprint.substring(0, digits);
            if (byPrint.values().stream().noneMatch(e -> e.id.equals(id))) {
                return id;
            }
        }
        return fingerprint;
    }

    /** The fault of an issue has ended its program. */
    public synchronized void ended(String fingerprint) {
        Optional.ofNullable(byPrint.get(fingerprint)).ifPresent(entry -> {
            entry.ended();
            changed.add(entry);
        });
    }

    public synchronized List<Issue> list(long now) {
        List<TrackedIssue> entries = new ArrayList<>(byPrint.values());
        Map<TrackedIssue, Double> harm = new HashMap<>();
        entries.forEach(e -> harm.put(e, e.harm(now)));
        entries.sort(Comparator.comparing(harm::get, Comparator.reverseOrder()));
        return entries.stream().map(TrackedIssue::issue).toList();
    }

    public synchronized Optional<Issue> find(String id) {
        return entry(id).map(TrackedIssue::issue);
    }

    private Optional<TrackedIssue> entry(String id) {
        List<TrackedIssue> found = id.isEmpty()
                ? List.of()
                : byPrint.values().stream()
                        .filter(e -> e.id.startsWith(id) || e.fingerprint().startsWith(id))
                        .toList();
        return found.stream()
                .filter(e -> e.id.equals(id) || e.fingerprint().equals(id))
                .findFirst()
                .or(() -> found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty());
    }

    public synchronized void resolve(String id, Issue.Status status, String remedy, long now) {
        entry(id).ifPresent(entry -> {
            entry.resolve(status, remedy == null ? "" : remedy, now);
            changed.add(entry);
        });
    }

    /** Writes a remark into the history of an issue. */
    public synchronized void note(String fingerprint, String remark, long now) {
        Optional.ofNullable(byPrint.get(fingerprint)).ifPresent(entry -> {
            entry.note(now, remark);
            changed.add(entry);
        });
    }

    public synchronized List<Issue.Step> history(String id) {
        return entry(id).map(TrackedIssue::history).orElse(List.of());
    }

    public synchronized double perHour(InstanceId instance, long now) {
        return Optional.ofNullable(rates.get(instance)).map(r -> r.perHour(now)).orElse(0.0);
    }

    public synchronized double perHour(String id, long now) {
        return entry(id).map(e -> e.rate.perHour(now)).orElse(0.0);
    }

    /** Forgets the rates of an instance that is gone. */
    public synchronized void forget(InstanceId instance) {
        rates.remove(instance);
    }

    /** What has changed since the last call. */
    synchronized List<IssueRow> changes() {
        List<IssueRow> rows = changed.stream().map(e -> e.row(false)).toList();
        changed.clear();
        return rows;
    }

    public synchronized boolean hasChanges() {
        return !changed.isEmpty();
    }

    synchronized List<IssueRow> all() {
        return byPrint.values().stream().map(e -> e.row(true)).toList();
    }

    synchronized void restore(Collection<IssueRow> rows) {
        rows.stream().sorted(Comparator.comparingLong(IssueRow::lastSeen)).forEach(row -> {
            makeRoom();
            byPrint.put(row.fingerprint(), TrackedIssue.of(row));
        });
    }
}
