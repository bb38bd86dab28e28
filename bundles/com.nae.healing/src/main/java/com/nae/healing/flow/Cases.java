package com.nae.healing.flow;

import com.nae.api.evidence.RaisedException;
import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueTracker;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Autonomy;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.healing.context.CaseContext;
import com.nae.healing.trial.RunStarts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The register of open cases, at most one for each fingerprint. It opens cases, and passes every event to the cases
 * that it concerns. Used on the thread {@code nae-healing}.
 */
public final class Cases {
    /** No case begins within this time after a healer came: at the start of the runtime they come one by one. */
    private static final Duration HEALERS_SETTLE = Duration.ofMillis(800);

    /** Evidence of an occurrence comes at most this long before or after it. */
    private static final Duration LATE = IssueTracker.REPORT_DELAY;

    private final CaseContext context;
    private final ProcessLocks<Case> locks = new ProcessLocks<>();
    private final RunStarts starts;
    private final RestPeriods rests = new RestPeriods();
    private final Map<String, Case> open = new HashMap<>();
    private final Case.Flow flow;
    private Instant healersSettled = Instant.EPOCH;

    /** @param pipeline maps what a case does next to its step */
    public Cases(CaseContext context, BiFunction<Case, Next, Step> pipeline) {
        this.context = context;
        starts = new RunStarts(context.processes());
        flow = new Case.Flow(locks, starts, pipeline, this::closed);
    }

    /**
     * Takes an occurrence of an issue. If another case of the process caused it, as a trial that led to a new failure,
     * that case handles it. Otherwise it goes to its own case, which is opened if the issue is wanted.
     */
    public void occurred(Issue issue, InstanceId at) {
        Case own = open.get(issue.fingerprint());
        boolean claimed = locks.holder(issue.process())
                .filter(holder -> holder != own)
                .map(holder -> holder.claims(issue, at))
                .orElse(false);
        if (claimed) {
            return;
        }
        if (own != null) {
            own.safely(() -> own.occurred(issue, at));
        } else if (isWanted(issue)) {
            admit(issue, at);
        }
    }

    /** Takes the end of a program that had the failure as its last words. It may end a rest, since it is a fact. */
    public void ended(Issue issue, InstanceId at) {
        Case own = open.get(issue.fingerprint());
        boolean first = own == null || !own.evidence().facts().any();
        if (first || !context.holds().held(at)) {
            spend(issue, at);
        }
        if (own != null) {
            own.safely(() -> own.ended(issue, at));
        } else if (isWanted(issue)) {
            admit(issue, at);
        }
    }

    /** Takes what an interpreter reports: a fact for each open case of its process that it matches. */
    public void raised(RaisedException raised) {
        List.copyOf(open.values()).stream()
                .filter(c -> c.process().equals(raised.instance().process()))
                .forEach(c -> c.safely(() -> c.raised(raised)));
    }

    /** Charges the budget of the failure for the restart that follows when it has ended its program on live. */
    private void spend(Issue issue, InstanceId at) {
        Optional<ProcessStatus> status = context.processes().status(at);
        boolean counts = status.isPresent() && at.mode() == Mode.LIVE && issue.status() != Issue.Status.IGNORED;
        boolean escalated = status.map(s -> s.state() == ProcessState.FATAL).orElse(true);
        if (counts && !BudgetGate.spend(context, issue.fingerprint(), at) && !escalated) {
            context.processes()
                    .escalate(
                            at,
                            (issue.type() + " " + issue.subject()).strip()
                                    + " came again; its budget of restarts and repairs is spent:"
                                    + " the operator should look");
        }
    }

    /** Whether a case is opened: not ignored, not in its rest period, and not only observed. */
    private boolean isWanted(Issue issue) {
        return issue.status() != Issue.Status.IGNORED
                && rests.isOver(issue.fingerprint(), isFact(issue), context.now())
                && Arrays.stream(Mode.values()).anyMatch(mode -> mayHeal(issue, mode));
    }

    private boolean isFact(Issue issue) {
        return issue.facts().stream()
                .anyMatch(fact -> fact.kind().isFact()
                        && !fact.at().isBefore(issue.lastSeen().minus(LATE)));
    }

    private boolean mayHeal(Issue issue, Mode mode) {
        return context.isRunning(issue.process(), mode)
                && context.processes()
                        .definition(issue.process(), mode)
                        .map(d -> d.healing().of(issue.family().word()) != Autonomy.OBSERVE)
                        .orElse(false);
    }

    /** Opens a case at once, so that it sees every event, but begins it only when the healers have settled. */
    private void admit(Issue issue, InstanceId at) {
        Case fresh = open(issue);
        Duration settleDelay = Duration.between(context.now(), healersSettled);
        fresh.safely(() -> {
            fresh.note(issue, at);
            fresh.context()
                    .schedule(settleDelay.isNegative() ? Duration.ZERO : settleDelay, () -> begin(fresh, issue, at));
        });
    }

    /** Begins with the healers, or with a fix that an earlier case left in force for the failure. */
    private void begin(Case fresh, Issue issue, InstanceId at) {
        if (open.get(fresh.fingerprint()) != fresh) {
            return;
        }
        Optional<FixRecord> fix = fixInForce(issue, at);
        boolean healed = fix.filter(f -> f.state() == FixRecord.State.HEALED).isPresent();
        if (fix.isEmpty() || healed && !isStillThere(fix.get(), at.mode())) {
            fresh.go(new Next.Establish(Optional.empty(), false));
        } else {
            fresh.go(new Next.Establish(Optional.of(Repair.of(context, fix.get(), fresh.issue())), healed));
        }
    }

    /** Finds a fix for the issue that is in force where it occurred, or that can go to live. */
    private Optional<FixRecord> fixInForce(Issue issue, InstanceId at) {
        Instant since = context.now().minus(context.config().relapse());
        return context.fixes().newestFirst().stream()
                .filter(f -> f.fingerprint().equals(issue.fingerprint()))
                .filter(f -> f.mode().isPresent())
                .filter(f -> f.state() == FixRecord.State.HEALED
                                && f.mode().get() == at.mode()
                                && f.since().isAfter(since)
                        || f.state() == FixRecord.State.AWAITING_APPROVAL && at.mode() == Mode.LIVE
                        || f.state() == FixRecord.State.PROVEN && at.mode() == Mode.LIVE)
                .findFirst();
    }

    /**
     * Whether the changes of a healed fix are still in place. The operator, or a new version of the program, may have
     * replaced it; then the failure is a new one.
     */
    private boolean isStillThere(FixRecord fix, Mode mode) {
        try {
            return context.tools()
                    .rollback()
                    .isInForce(Set.copyOf(context.fixes().groupOf(fix.id())), mode);
        } catch (IOException e) {
            return true; // unknown: assume that it is
        }
    }

    private Case open(Issue issue) {
        Case fresh = new Case(context, flow, issue);
        open.put(issue.fingerprint(), fresh);
        return fresh;
    }

    private void closed(Case c) {
        open.remove(c.fingerprint(), c);
        rests.begin(c.fingerprint(), c.outcome(), c.evidence().facts().any(), context.now());
        if (c.isBroken()) {
            context.schedule(StartupRecovery.RETRY, () -> settle(c));
        }
    }

    /** Settles what a broken case left unfinished. */
    private void settle(Case c) {
        new StartupRecovery(context)
                .settle(fix ->
                        fix.process().equals(c.process()) && caseOfFix(fix.id()).isEmpty());
    }

    /** Takes an event of any process. */
    public void changed(ProcessEvent event) {
        starts.changed(event);
        context.tools().rolling().changed(event);
        for (Case c : List.copyOf(open.values())) {
            if (c.process().equals(event.id().process())) {
                c.safely(() -> c.changed(event));
            }
        }
    }

    /** Ends all rest periods, because a new healer may have an answer. */
    public void healersChanged() {
        rests.clear();
        healersSettled = context.now().plus(HEALERS_SETTLE);
    }

    /** The open case that works on a fix. */
    Optional<Case> caseOfFix(String fix) {
        return open.values().stream().filter(c -> c.step().concerns(fix)).findFirst();
    }

    /** The open case of a failure. */
    public Optional<Case> find(String fingerprint) {
        return Optional.ofNullable(open.get(fingerprint));
    }

    /** The open case of an issue, or a new one for a decision of the operator about it. */
    Case findOrOpen(Issue issue) {
        return find(issue.fingerprint()).orElseGet(() -> open(issue));
    }
}
