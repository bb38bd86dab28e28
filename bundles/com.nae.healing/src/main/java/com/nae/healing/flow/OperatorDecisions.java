package com.nae.healing.flow;

import com.nae.api.healing.FixRecord;
import com.nae.api.healing.FixRecord.State;
import com.nae.api.healing.HealingCoordinator.Outcome;
import com.nae.api.issue.Issue;
import com.nae.api.process.Mode;
import com.nae.healing.change.ChangeRollback;
import com.nae.healing.change.RefusedException;
import com.nae.healing.context.CaseContext;
import com.nae.healing.exec.TimedExecutor;
import com.nae.healing.record.FixEvent;
import com.nae.healing.record.Proposal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The decisions of the operator about a fix: approve, reject, roll back. Fixes on top of each other stand or fall
 * together. Used on the thread {@code nae-healing}.
 */
public final class OperatorDecisions {
    /** States from which the operator can have a fix made. */
    private static final Set<State> APPLICABLE =
            EnumSet.of(State.SUGGESTED, State.FAILED, State.REJECTED, State.ROLLED_BACK);

    private final CaseContext context;
    private final Cases cases;

    public OperatorDecisions(CaseContext context, Cases cases) {
        this.context = context;
        this.cases = cases;
    }

    /** Lets a proven fix go to live. @param by name of the operator */
    public Outcome approve(String id, String by) {
        Optional<FixRecord> found = context.fixes().find(id);
        if (found.isEmpty()) {
            return unknown(id);
        }
        FixRecord fix = found.get();
        if (fix.state() != State.AWAITING_APPROVAL && fix.state() != State.PROVEN) {
            return new Outcome(false, "fix " + fix.id() + " does not wait for approval: it is " + word(fix.state()));
        }
        if (context.instances(fix.process(), Mode.LIVE).isEmpty()) {
            String why = context.isRunning(fix.process(), Mode.LIVE)
                    ? " is stopped in live: start it, so that its fix can be observed there"
                    : " has no live instance here; its fix goes to live when NAE runs in dual mode";
            return new Outcome(false, fix.process() + why);
        }
        Optional<Issue> issue = context.issue(fix.fingerprint()).or(() -> context.issue(fix.issue()));
        return issue.map(about -> approve(fix, about, by))
                .orElseGet(() -> new Outcome(false, "its issue is no longer known"));
    }

    private Outcome approve(FixRecord fix, Issue issue, String by) {
        Step waiting = caseOf(fix).orElseGet(() -> waitAgain(fix, issue)).step();
        return waiting.concerns(fix.id()) && waiting.approve(by)
                ? new Outcome(true, "fix " + fix.id() + " goes to live and is observed there")
                : new Outcome(
                        false,
                        "fix " + fix.id() + " is on its way already, or another repair of " + fix.process() + " is");
    }

    /** Makes a fix that is not in force, at the request of the operator. @param by name of the operator */
    public Outcome apply(String id, String by) {
        Optional<FixRecord> found = context.fixes().find(id);
        if (found.isEmpty()) {
            return unknown(id);
        }
        FixRecord fix = found.get();
        Optional<Issue> issue = context.issue(fix.fingerprint()).or(() -> context.issue(fix.issue()));
        Optional<Mode> mode = context.trialMode(fix.process());
        if (!APPLICABLE.contains(fix.state())) {
            return new Outcome(false, "fix " + fix.id() + " cannot be applied by hand: it is " + word(fix.state()));
        }
        if (issue.isEmpty() || mode.isEmpty() || fix.fix().isSuggestion()) {
            return new Outcome(false, "fix " + fix.id() + " changes nothing, or its issue or process is gone");
        }
        if (cases.find(fix.fingerprint()).isPresent()) {
            return new Outcome(false, "another repair of " + fix.process() + " is under way; try again later");
        }
        context.banned().lift(fix.fingerprint(), fix.fix().pattern());
        Case c = cases.findOrOpen(issue.get());
        c.evidence().allow(by);
        Proposal proposal = new Proposal(issue.get(), fix.healer(), fix.fix(), fix.diff());
        c.whenLocked(() -> c.go(new Next.Reproduce(proposal, mode.get())));
        return new Outcome(
                true,
                "fix " + fix.id() + " is tried as soon as the failure shows in "
                        + mode.get().word());
    }

    /** Opens a case that waits for the approval, because after a restart of the runtime there is none. */
    private Case waitAgain(FixRecord fix, Issue issue) {
        Case c = cases.findOrOpen(issue);
        Repair repair = Repair.of(context, fix, issue);
        c.go(new Next.AwaitApproval(repair, fix.mode().isPresent() ? Mode.LIVE : repair.trial()));
        return c;
    }

    private Optional<Case> caseOf(FixRecord fix) {
        return cases.caseOfFix(fix.id()).or(() -> cases.find(fix.fingerprint()));
    }

    /** Undoes a fix and bans its pattern; it may still be pending. @param by name of the operator */
    public Outcome reject(String id, String by) {
        return undo(id, by, State.REJECTED);
    }

    /** Undoes a fix that changed something, and bans its pattern. @param by name of the operator */
    public Outcome rollback(String id, String by) {
        return undo(id, by, State.ROLLED_BACK);
    }

    /**
     * The result of undoing a fix.
     *
     * @param modes where it was in force
     * @param others further fixes that were undone with it, because they changed the same lines
     */
    private record Undone(Set<Mode> modes, Set<String> others) {
        String summary() {
            if (modes.isEmpty()) {
                return "; nothing of it was in force";
            }
            return "; its files are as they were before"
                    + (others.isEmpty() ? "" : ", without " + String.join(", ", others) + " on the same lines");
        }
    }

    /** Rolls back first, and records the decision only if that succeeded. */
    private Outcome undo(String id, String by, State state) {
        Optional<FixRecord> found = context.fixes().find(id);
        if (found.isEmpty()) {
            return unknown(id);
        }
        FixRecord fix = found.get();
        if (fix.state() == State.REJECTED || fix.state() == State.ROLLED_BACK && state == State.ROLLED_BACK) {
            return new Outcome(false, "fix " + fix.id() + " is already " + word(fix.state()));
        }
        Set<String> ids = new TreeSet<>(context.fixes().groupOf(fix.id()));
        Optional<Case> open = caseOf(fix);
        try {
            Undone undone = rollBack(ids);
            boolean nothing = undone.modes().isEmpty() && open.isEmpty();
            if (nothing && (state == State.ROLLED_BACK || fix.state() == State.HEALED)) {
                return new Outcome(false, "fix " + fix.id() + " changed nothing that could be taken back");
            }
            String how = undone.modes().isEmpty() ? "nothing was in force" : "taken back by hand";
            ids.forEach(one -> record(one, state, how, by));
            recordOthers(undone.others(), fix.id(), by);
            String why = word(state) + " by " + by;
            open.ifPresent(c -> c.go(new Next.End(Next.Outcome.GIVEN_UP, why)));
            undone.modes()
                    .forEach(mode -> context.instances(fix.process(), mode)
                            .forEach(s -> context.processes().restart(s.id(), why)));
            return new Outcome(true, "fix " + fix.id() + " is " + word(state) + undone.summary());
        } catch (RefusedException | IOException | UncheckedIOException e) {
            return new Outcome(false, new TimedExecutor.Failed<>(e).words());
        }
    }

    private Undone rollBack(Set<String> ids) throws RefusedException, IOException {
        Undone undone = new Undone(EnumSet.noneOf(Mode.class), new TreeSet<>());
        for (Mode mode : List.of(Mode.LIVE, Mode.SANDBOX)) {
            ChangeRollback.Result result = context.tools().rollback().rollBack(ids, mode);
            undone.others().addAll(result.others());
            if (result.changedAnything()) {
                undone.modes().add(mode);
            }
        }
        return undone;
    }

    /** Records the decision and bans the fix, so that healing does not try it again by itself. */
    private void record(String id, State state, String how, String by) {
        FixRecord fix = context.fixes().get(id);
        String why = word(state) + " by " + by;
        FixEvent event = state == State.REJECTED ? FixEvent.rejected(how) : FixEvent.rolledBack(how);
        context.fixes().addEvent(id, event.by(by));
        context.banned().ban(fix.fingerprint(), fix.fix().pattern(), why, context.now());
        context.resolve(
                fix.issue(), Issue.Status.SUGGESTED, why + ": " + fix.fix().reason());
    }

    private void recordOthers(Set<String> others, String fix, String by) {
        FixEvent along = FixEvent.rolledBack("went with " + fix + ", on the same lines");
        others.forEach(one -> context.fixes().addEvent(one, along.by(by)));
    }

    private static Outcome unknown(String id) {
        return new Outcome(false, "there is no fix " + id);
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
