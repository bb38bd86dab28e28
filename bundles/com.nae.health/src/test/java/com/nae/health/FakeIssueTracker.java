package com.nae.health;

import com.nae.api.issue.Evidence;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueTracker;
import com.nae.api.process.InstanceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An issue tracker that only records reports. */
final class FakeIssueTracker implements IssueTracker {
    final List<String> reports = new ArrayList<>();

    @Override
    public void report(InstanceId instance, String type, String message, List<String> evidence) {
        reports.add(instance + " " + type + ": " + message + " " + evidence);
    }

    @Override
    public List<Issue> list() {
        return List.of();
    }

    @Override
    public Optional<Issue> find(String id) {
        return Optional.empty();
    }

    @Override
    public void addEvidence(String id, Evidence evidence) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void resolve(String id, Issue.Status status, String remedy) {
        throw new UnsupportedOperationException();
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
    public List<Issue.Step> history(String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Issue> examine(String process, byte[] output) {
        throw new UnsupportedOperationException();
    }
}
