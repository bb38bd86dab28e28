package com.nae.healing;

import com.nae.api.issue.Evidence;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueTracker;
import com.nae.api.issue.SourceLocation;
import com.nae.api.process.InstanceId;
import com.nae.healing.HealingWorld.Failure;
import com.nae.healing.change.ByteEdits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Issues by fingerprint. */
final class SimulatedTracker implements IssueTracker {
    private final Map<String, Issue> issues = new LinkedHashMap<>();
    final List<String> history = new ArrayList<>();

    /** Counts a failure of an instance. */
    Issue count(String process, Failure f, InstanceId at, Instant now) {
        String fingerprint = process + "/" + f.type() + "/" + f.subject() + "/" + f.source();
        return count(new Issue(
                ByteEdits.sha256(fingerprint.getBytes(StandardCharsets.UTF_8)).substring(0, 8),
                fingerprint,
                process,
                Set.of(at),
                new Issue.Failure(
                        f.family(),
                        f.type(),
                        f.type(),
                        f.subject(),
                        f.type() + ": " + f.subject(),
                        Optional.of(new SourceLocation("main.py", 1, "main", f.source())),
                        "python"),
                new Issue.Occurrences(now, now, 1),
                Issue.Status.OPEN,
                Optional.empty(),
                List.of("password=hunter2 " + f.type()),
                List.of()));
    }

    private Issue count(Issue fresh) {
        Issue old = issues.getOrDefault(fresh.fingerprint(), fresh);
        long count = issues.containsKey(fresh.fingerprint()) ? old.count() + 1 : 1;
        Issue now = with(counted(fresh, count), old.status(), old.remedy(), old.facts());
        issues.put(fresh.fingerprint(), now);
        return now;
    }

    private static Issue counted(Issue i, long count) {
        return new Issue(
                i.id(),
                i.fingerprint(),
                i.process(),
                i.instances(),
                i.failure(),
                new Issue.Occurrences(i.firstSeen(), i.lastSeen(), count),
                i.status(),
                i.remedy(),
                i.evidence(),
                i.facts());
    }

    private static Issue with(Issue i, Issue.Status status, Optional<String> remedy, List<Evidence> facts) {
        return new Issue(
                i.id(),
                i.fingerprint(),
                i.process(),
                i.instances(),
                new Issue.Failure(
                        i.family(), i.type(), i.rootType(), i.subject(), i.message(), i.place(), i.language()),
                new Issue.Occurrences(i.firstSeen(), i.lastSeen(), i.count()),
                status,
                remedy,
                i.evidence(),
                facts);
    }

    @Override
    public List<Issue> list() {
        return List.copyOf(issues.values());
    }

    @Override
    public Optional<Issue> find(String id) {
        return issues.values().stream()
                .filter(i -> i.id().equals(id) || i.fingerprint().equals(id))
                .findFirst();
    }

    @Override
    public void addEvidence(String id, Evidence evidence) {
        find(id).ifPresent(i -> {
            List<Evidence> facts = new ArrayList<>(i.facts());
            facts.removeIf(f -> f.kind() == evidence.kind() && f.instance().equals(evidence.instance()));
            facts.add(evidence);
            issues.put(i.fingerprint(), with(i, i.status(), i.remedy(), facts));
        });
    }

    @Override
    public void resolve(String id, Issue.Status status, String remedy) {
        find(id).ifPresent(i -> {
            issues.put(i.fingerprint(), with(i, status, Optional.of(remedy), i.facts()));
            history.add(i.type() + " " + i.subject() + " " + status);
        });
    }

    @Override
    public double errorsPerHour(InstanceId instance) {
        return 0;
    }

    @Override
    public double issuesPerHour(String id) {
        return 0;
    }

    @Override
    public Optional<Instant> lastOutput(InstanceId instance) {
        return Optional.empty();
    }

    @Override
    public void report(InstanceId instance, String type, String message, List<String> evidence) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Issue.Step> history(String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Issue> examine(String process, byte[] output) {
        throw new UnsupportedOperationException();
    }
}
