package com.nae.healing.record;

import com.nae.api.healing.ChangeEvent;
import com.nae.api.healing.ChangeLog;
import com.nae.api.healing.ChangeLog.AppliedChange;
import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueTracker;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessManager;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The writer of the events of fixes to the change log. The evidence goes with the first event of a fix only. The values
 * of the secret variables of the program are masked.
 */
public final class ChangeLogWriter {
    private final ChangeLog log;
    private final IssueTracker tracker;
    private final ProcessManager processes;

    public ChangeLogWriter(ChangeLog log, IssueTracker tracker, ProcessManager processes) {
        this.log = log;
        this.tracker = tracker;
        this.processes = processes;
    }

    void write(FixRecord fix, FixEvent event, Instant now) {
        Optional<Issue> issue = tracker.find(fix.fingerprint()).or(() -> tracker.find(fix.issue()));
        boolean first = event.word() == ChangeEvent.PROPOSED || event.word() == ChangeEvent.SUGGESTED;
        List<String> secrets = secrets(fix.process());
        List<String> evidence = issue.filter(i -> first).map(Issue::evidence).orElse(List.of());
        Map<String, String> measured = new LinkedHashMap<>();
        event.verification().forEach((name, value) -> measured.put(name, SecretMasker.without(secrets, value)));
        List<AppliedChange> changes = event.made().stream()
                .map(m -> new AppliedChange(m.kind(), m.file(), SecretMasker.without(secrets, m.detail())))
                .toList();
        log.append(new ChangeLog.Entry(
                now,
                event.word(),
                subject(fix, event, issue),
                remedy(fix, event, secrets),
                changes,
                evidence.stream()
                        .map(line -> SecretMasker.without(secrets, line))
                        .toList(),
                measured,
                event.by()));
    }

    private static ChangeLog.Subject subject(FixRecord fix, FixEvent event, Optional<Issue> issue) {
        return new ChangeLog.Subject(
                fix.id(), fix.issue(), fix.fingerprint(), fix.process(), event.mode(), issue.map(Issue::family));
    }

    private static ChangeLog.Remedy remedy(FixRecord fix, FixEvent event, List<String> secrets) {
        String reason = event.detail().isEmpty() ? fix.fix().reason() : event.detail();
        return new ChangeLog.Remedy(
                fix.healer(),
                fix.fix().pattern(),
                SecretMasker.without(secrets, reason),
                fix.fix().confidence());
    }

    /** The values of the secret variables of a process, in all modes. */
    private List<String> secrets(String process) {
        return Arrays.stream(Mode.values())
                .flatMap(mode -> processes.definition(process, mode).stream())
                .flatMap(d -> SecretMasker.of(d.environment()).stream())
                .distinct()
                .toList();
    }
}
