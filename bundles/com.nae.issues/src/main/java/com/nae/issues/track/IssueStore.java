package com.nae.issues.track;

import com.nae.api.issue.Evidence;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import java.time.Instant;
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
 * The issues in memory, one per fingerprint, with their counts and rates. Beyond the maximum the one least recently
 * seen is removed. Thread-safe.
 */
public final class IssueStore {
    private final int maxIssues;
    private final Map<String, TrackedIssue> byFingerprint = new LinkedHashMap<>();
    private final Map<InstanceId, HourlyRate> rates = new HashMap<>();
    private final Set<TrackedIssue> changed = new HashSet<>();

    public IssueStore(int maxIssues) {
        this.maxIssues = maxIssues;
    }

    /** Counts occurrences of a fault at a time in epoch milliseconds; returns the issue as it is now. */
    public synchronized Issue occurred(InstanceId instance, Fault fault, long times, long at) {
        TrackedIssue entry = byFingerprint.get(fault.fingerprint());
        if (entry == null) {
            makeRoom();
            entry = new TrackedIssue(newId(fault.fingerprint()), instance.process(), fault, at);
            byFingerprint.put(fault.fingerprint(), entry);
        }
        entry.occurred(instance, fault, times, at);
        rates.computeIfAbsent(instance, i -> new HourlyRate()).add(times, at);
        changed.add(entry);
        return entry.issue();
    }

    /** Counts a fault that no output reports, but somebody has found: the finding is its evidence. */
    public synchronized Issue found(InstanceId instance, Fault fault, long at) {
        Evidence finding = new Evidence(Evidence.Kind.PROBED, instance, Instant.ofEpochMilli(at), fault.message());
        occurred(instance, fault, 1, at);
        TrackedIssue entry = byFingerprint.get(fault.fingerprint());
        entry.add(finding);
        return entry.issue();
    }

    private void makeRoom() {
        if (byFingerprint.size() >= maxIssues) {
            byFingerprint.values().stream()
                    .min(Comparator.comparingLong(TrackedIssue::lastSeen))
                    .ifPresent(oldest -> {
                        byFingerprint.remove(oldest.fingerprint());
                        changed.remove(oldest);
                    });
        }
    }

    /** Returns the first eight digits of the fingerprint, or more if another issue has the same. */
    private String newId(String fingerprint) {
        for (int digits = 8; digits < fingerprint.length(); digits++) {
            String id = fingerprint.substring(0, digits);
            if (byFingerprint.values().stream().noneMatch(e -> e.id.equals(id))) {
                return id;
            }
        }
        return fingerprint;
    }

    /** Counts one exit of a program shortly after the fault. */
    public synchronized void ended(String fingerprint) {
        Optional.ofNullable(byFingerprint.get(fingerprint)).ifPresent(entry -> {
            entry.ended();
            changed.add(entry);
        });
    }

    /** Counts one exit of a program that ended with the fault; returns the issue as it is now. */
    public synchronized Optional<Issue> ended(String fingerprint, Evidence evidence) {
        return Optional.ofNullable(byFingerprint.get(fingerprint)).map(entry -> {
            entry.ended();
            entry.add(evidence);
            changed.add(entry);
            return entry.issue();
        });
    }

    public synchronized void addEvidence(String id, Evidence evidence) {
        entry(id).ifPresent(entry -> {
            entry.add(evidence);
            changed.add(entry);
        });
    }

    /** Returns the issues, those with the largest impact first. */
    public synchronized List<Issue> list(long now) {
        List<TrackedIssue> entries = new ArrayList<>(byFingerprint.values());
        Map<TrackedIssue, Double> impact = new HashMap<>();
        entries.forEach(e -> impact.put(e, e.impact(now)));
        entries.sort(Comparator.comparing(impact::get, Comparator.reverseOrder()));
        return entries.stream().map(TrackedIssue::issue).toList();
    }

    public synchronized Optional<Issue> find(String id) {
        return entry(id).map(TrackedIssue::issue);
    }

    /** Finds an issue by its id or fingerprint, or by the beginning of either if only one issue has it. */
    private Optional<TrackedIssue> entry(String id) {
        List<TrackedIssue> found = id.isEmpty()
                ? List.of()
                : byFingerprint.values().stream()
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

    /** Adds a remark to the history of an issue. */
    public synchronized void note(String fingerprint, String remark, long now) {
        Optional.ofNullable(byFingerprint.get(fingerprint)).ifPresent(entry -> {
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

    /** Removes the rate of an instance that is gone. */
    public synchronized void forget(InstanceId instance) {
        rates.remove(instance);
    }

    /** Returns the issues that have changed since the last call. */
    synchronized List<IssueRow> changes() {
        List<IssueRow> rows = changed.stream().map(e -> e.row(false)).toList();
        changed.clear();
        return rows;
    }

    public synchronized boolean hasChanges() {
        return !changed.isEmpty();
    }

    synchronized List<IssueRow> all() {
        return byFingerprint.values().stream().map(e -> e.row(true)).toList();
    }

    synchronized void restore(Collection<IssueRow> rows) {
        rows.stream().sorted(Comparator.comparingLong(IssueRow::lastSeen)).forEach(row -> {
            makeRoom();
            byFingerprint.put(row.fingerprint(), TrackedIssue.of(row));
        });
    }
}
