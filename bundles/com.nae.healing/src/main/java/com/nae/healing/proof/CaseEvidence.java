package com.nae.healing.proof;

import com.nae.api.evidence.RaisedException;
import com.nae.api.evidence.RaisedExceptions;
import com.nae.api.issue.Evidence;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueTracker;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Autonomy;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.healing.context.CaseContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The evidence of one case: what its instances and their interpreters have shown of the failure. */
public final class CaseEvidence {
    private final CaseContext context;
    private final String process;
    private final Set<InstanceId> failing = new TreeSet<>();
    private final FailureFacts facts;
    private Issue issue;
    private Optional<RaisedException> raised = Optional.empty();
    private Optional<String> allowedBy = Optional.empty();

    public CaseEvidence(CaseContext context, Issue issue) {
        this.context = context;
        this.issue = issue;
        process = issue.process();
        facts = new FailureFacts(context.now());
    }

    /** What is certain. */
    public FailureFacts facts() {
        return facts;
    }

    /** The failure, as it last occurred. */
    public Issue issue() {
        return issue;
    }

    /** The instances that showed the failure. */
    public Set<InstanceId> failing() {
        return failing;
    }

    /** The instances whose program ended with the failure, or does not work, as health found. */
    public Set<InstanceId> ended() {
        return failing.stream().filter(facts::ended).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Whether an instance failed lately: its program ended with the failure, or has just ended by itself with an exit
     * code that means failure. Then it may be held, until it is known whether the failure was what ended it.
     */
    public boolean hasJustFailed(InstanceId id) {
        Instant lately = issue.lastSeen().minus(IssueTracker.REPORT_DELAY);
        return facts.ended(id)
                || context.processes()
                        .status(id)
                        .filter(status -> status.state() != ProcessState.STOPPED)
                        .flatMap(ProcessStatus::lastExit)
                        .filter(exit -> exit.at().isAfter(lately) && exit.code().isPresent())
                        .filter(exit -> !isSuccess(id, exit.code().getAsInt()))
                        .isPresent();
    }

    private boolean isSuccess(InstanceId id, int code) {
        return context.processes()
                .definition(id.process(), id.mode())
                .map(d -> d.restart().successCodes().contains(code))
                .orElse(code == 0);
    }

    /** What an interpreter reported last about the failure. */
    public Optional<RaisedException> raised() {
        return raised;
    }

    /** The failure occurred, or ended a program. */
    public void shown(Issue now, InstanceId at) {
        issue = now;
        failing.add(at);
        facts.reported(now, at, RaisedMatch.isDenied(context.raisedExceptions(), now, at));
    }

    /** An interpreter of the process reports an exception. @return whether it is this failure */
    public boolean raised(RaisedException exception) {
        boolean same = RaisedMatch.matches(exception, issue) && !exception.at().isBefore(facts.from());
        if (same) {
            context.addEvidence(issue.id(), facts.add(exception));
            raised = Optional.of(exception);
        }
        return same;
    }

    /**
     * Looks up what interpreters have reported so far. One that has reported all it could denies a failure that its
     * program has printed.
     */
    public void consultInterpreters() {
        context.raisedExceptions()
                .ifPresent(reports -> context.processes().list().stream()
                        .map(ProcessStatus::id)
                        .filter(id -> id.process().equals(process))
                        .forEach(id -> consult(reports, id)));
    }

    private void consult(RaisedExceptions reports, InstanceId id) {
        boolean any = false;
        for (RaisedException exception : reports.since(id, facts.from())) {
            any |= raised(exception);
        }
        if (failing.contains(id)
                && !any
                && RaisedMatch.isTrace(issue)
                && reports.reports(id)
                && reports.dropped(id) == 0) {
            facts.deny();
        }
    }

    /** Adds evidence to the issue. @param detail in words; may be empty */
    public void note(Evidence.Kind kind, String detail) {
        failing.forEach(id -> context.addEvidence(issue.id(), new Evidence(kind, id, context.now(), detail)));
    }

    /** The operator wants the repair made. @param by name of the operator */
    public void allow(String by) {
        allowedBy = Optional.of(by);
    }

    /** Who wants or allows the repair: the operator by name, or {@code policy}. */
    public String allowedBy() {
        return allowedBy.orElse("policy");
    }

    /**
     * How far healing may go by itself in a mode: the least of the settings of the families, and of what facts allow.
     */
    public Autonomy autonomy(Mode mode, Set<String> families) {
        Autonomy configured = context.processes()
                .definition(process, mode)
                .flatMap(d -> families.stream().map(f -> d.healing().of(f)).min(Comparator.naturalOrder()))
                .orElse(Autonomy.OBSERVE);
        Autonomy allowed = facts.allows(mode);
        if (allowedBy.isPresent()) {
            return Autonomy.AUTO;
        }
        return configured.compareTo(allowed) < 0 ? configured : allowed;
    }
}
