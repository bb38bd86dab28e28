package com.nae.healing.flow;

import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Autonomy;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.healing.context.CaseContext;
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

    private final CaseContext context;
    private final ProcessLocks<Case> locks = new ProcessLocks<>();
    private final RestPeriods rests = new RestPeriods();
    private final Map<String, Case> open = new HashMap<>();
    private final Case.Flow flow;
    private Instant healersSettled = Instant.EPOCH;

    /** @param pipeline maps what a case does next to its step */
    public Cases(CaseContext context, BiFunction<Case, Next, Step> pipeline) {
        this.context = context;
        flow = new Case.Flow(locks, pipeline, this::closed);
    }

    /**
     * Takes an occurrence of an issue. If another case of the process caused it, as a trial that led to a new failure,
     * that case handles it. Otherwise it goes to its own case, which is opened if the issue is wanted.
     */
    public void occurred(Issue issue, InstanceId at) {
        spend(issue, at);
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

    /** Charges the budget of the failure for the restart that follows if the failure ended its program on live. */
    private void spend(Issue issue, InstanceId at) {
        Optional<ProcessStatus> status = context.processes().status(at);
        boolean ended = status.isPresent()
                && status.get()
                        .started()
                        .map(started -> started.isAfter(issue.lastSeen()))
                        .orElse(true);
        boolean counts = ended
                && at.mode() == Mode.LIVE
                && issue.status() != Issue.Status.IGNORED
                && !context.holds().held(at);
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
                && rests.isOver(issue.fingerprint(), context.now())
                && Arrays.stream(Mode.values()).anyMatch(mode -> mayHeal(issue, mode));
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
            fresh.go(new Next.Propose());
        } else if (healed) {
            fresh.whenLocked(() -> fresh.go(
                    Next.Revert.everywhere(Repair.of(context, fix.get(), fresh.issue()), "the failure came back")));
        } else {
            resume(fresh, fix.get());
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

    /** Continues with a fix that an earlier runtime or case proved. */
    private void resume(Case c, FixRecord fix) {
        Repair repair = Repair.of(context, fix, c.issue());
        if (c.autonomy(Mode.LIVE, repair.families()) == Autonomy.AUTO && repair.trial() != Mode.LIVE) {
            if (c.lock(() -> resume(c, fix))) {
                c.go(new Next.Promote(repair, "policy"));
            }
        } else {
            c.go(new Next.AwaitApproval(repair, Mode.LIVE));
        }
    }

    private Case open(Issue issue) {
        Case fresh = new Case(context, flow, issue);
        open.put(issue.fingerprint(), fresh);
        return fresh;
    }

    private void closed(Case c) {
        open.remove(c.fingerprint(), c);
        rests.begin(c.fingerprint(), c.outcome(), context.now());
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
