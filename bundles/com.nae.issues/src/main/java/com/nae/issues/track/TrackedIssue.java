package com.nae.issues.track;

import com.nae.api.issue.Evidence;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One issue with its counts, rate and history. Guarded by its {@link IssueStore}. */
final class TrackedIssue {
    private static final int MAX_HISTORY = 50;
    private static final int MAX_FACTS = 16;
    private static final int MAX_INSTANCES = 64;
    private static final long EVIDENCE_MILLIS = 1000;

    final String id;
    final String process;
    final HourlyRate rate = new HourlyRate();
    private final Set<InstanceId> instances = new TreeSet<>();
    private final List<Evidence> facts = new ArrayList<>();
    private final List<IssueRow.Note> history = new ArrayList<>();
    private final long firstSeen;
    private Fault fault;
    private long lastSeen;
    private long evidenceAt;
    private long count;
    private int ends;
    private Issue.Status status = Issue.Status.OPEN;
    private String remedy = "";
    private boolean evidenceWritten;

    TrackedIssue(String id, String process, Fault fault, long at) {
        this.id = id;
        this.process = process;
        this.fault = fault;
        this.firstSeen = at;
        this.evidenceAt = at;
        note(at, "first seen");
    }

    static TrackedIssue of(IssueRow row) {
        Fault fault = new Fault(
                row.fingerprint(),
                row.family(),
                row.type(),
                row.rootType(),
                row.subject(),
                row.message(),
                Optional.ofNullable(row.place()),
                row.evidence() == null ? List.of() : row.evidence(),
                row.language());
        TrackedIssue entry = new TrackedIssue(row.id(), row.process(), fault, row.firstSeen());
        if (row.facts() != null) {
            row.facts().forEach(shown -> entry.facts.add(shown.evidence()));
        }
        entry.history.clear();
        entry.history.addAll(row.history());
        row.instances().forEach(i -> entry.instances.add(InstanceId.parse(i)));
        entry.lastSeen = row.lastSeen();
        entry.count = row.count();
        entry.ends = row.ends();
        entry.status = row.status();
        entry.remedy = row.remedy() == null ? "" : row.remedy();
        return entry;
    }

    /**
     * Counts occurrences. Evidence is replaced at most once a second, so that a burst does not rewrite it each time.
     */
    void occurred(InstanceId instance, Fault latest, long times, long at) {
        if (instances.size() < MAX_INSTANCES) {
            instances.add(instance);
        }
        count += times;
        rate.add(times, at);
        if (at - evidenceAt >= EVIDENCE_MILLIS) {
            fault = latest;
            evidenceAt = at;
            evidenceWritten = false;
        }
        lastSeen = Math.max(lastSeen, at);
        if (status == Issue.Status.HEALED) {
            status = Issue.Status.OPEN;
            note(at, "seen again");
        }
    }

    void ended() {
        ends++;
    }

    /** Keeps the latest evidence of each kind and instance. */
    void add(Evidence evidence) {
        facts.removeIf(
                known -> known.kind() == evidence.kind() && known.instance().equals(evidence.instance()));
        if (facts.size() == MAX_FACTS) {
            facts.remove(0);
        }
        facts.add(evidence);
    }

    void resolve(Issue.Status to, String newRemedy, long at) {
        if (to != status || !newRemedy.equals(remedy)) {
            status = to;
            remedy = newRemedy;
            note(at, newRemedy);
        }
    }

    /** Adds a remark. A full history drops its second entry, since the first one says when the issue began. */
    void note(long at, String remark) {
        if (history.size() == MAX_HISTORY) {
            history.remove(1);
        }
        history.add(new IssueRow.Note(at, status, remark));
    }

    Issue issue() {
        return new Issue(
                id,
                fault.fingerprint(),
                process,
                Set.copyOf(instances),
                new Issue.Failure(
                        fault.family(),
                        fault.type(),
                        fault.rootType(),
                        fault.subject(),
                        fault.message(),
                        fault.place(),
                        fault.language()),
                new Issue.Occurrences(Instant.ofEpochMilli(firstSeen), Instant.ofEpochMilli(lastSeen), count),
                status,
                Optional.of(remedy).filter(r -> !r.isEmpty()),
                fault.evidence(),
                List.copyOf(facts));
    }

    List<Issue.Step> history() {
        return history.stream()
                .map(n -> new Issue.Step(Instant.ofEpochMilli(n.at()), n.status(), n.remark()))
                .toList();
    }

    String fingerprint() {
        return fault.fingerprint();
    }

    long lastSeen() {
        return lastSeen;
    }

    /**
     * Returns the impact by which issues are ranked. It grows with the recent rate, the number of instances and the
     * exits it caused. It halves with every 24 hours since the last occurrence. A healed or ignored issue ranks last.
     */
    double impact(long now) {
        double recent = rate.perHour(now) + Math.log1p(count);
        double age = Math.max(0, now - lastSeen) / 3_600_000.0;
        boolean closed = status.isClosed();
        return recent
                * Math.max(1, instances.size())
                * (1 + Math.min(ends, 1000))
                * Math.pow(0.5, age / 24)
                * (closed ? 0.001 : 1);
    }

    /**
     * Returns the row for the journal. Evidence that has not changed since the last call is left out.
     *
     * @param all whether to include the evidence in any case
     */
    IssueRow row(boolean all) {
        IssueRow row = new IssueRow(
                id,
                fault.fingerprint(),
                fault.family(),
                fault.type(),
                fault.rootType(),
                fault.subject(),
                process,
                instances.stream().map(InstanceId::toString).toList(),
                fault.message(),
                fault.place().orElse(null),
                firstSeen,
                lastSeen,
                count,
                status,
                remedy,
                all || !evidenceWritten ? fault.evidence() : null,
                fault.language(),
                List.copyOf(history),
                ends,
                facts.stream().map(IssueRow.Shown::of).toList());
        evidenceWritten = true;
        return row;
    }
}
