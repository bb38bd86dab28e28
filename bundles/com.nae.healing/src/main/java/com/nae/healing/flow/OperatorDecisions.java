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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Carries out what the operator decides about a fix: approve, reject, roll back. Fixes on top of each other stand or
 * fall together. Used on the thread of the cases.
 */
public final class OperatorDecisions {
    private final CaseContext context;
    private final Cases cases;

    public OperatorDecisions(CaseContext context, Cases cases) {
        this.context = context;
        this.cases = cases;
    }

    /** @param by name of the operator */
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

    /** After a restart of the runtime no case waits for the fix: one is opened that does. */
    private Case waitAgain(FixRecord fix, Issue issue) {
        Case c = cases.findOrOpen(issue);
        c.go(new Next.AwaitApproval(Repair.of(context, fix, issue), Mode.LIVE));
        return c;
    }

    private Optional<Case> caseOf(FixRecord fix) {
        return cases.caseOfFix(fix.id()).or(() -> cases.find(fix.fingerprint()));
    }

    /** @param by name of the operator */
    public Outcome reject(String id, String by) {
        return takeBack(id, by, State.REJECTED);
    }

    /** @param by name of the operator */
    public Outcome rollback(String id, String by) {
        return takeBack(id, by, State.ROLLED_BACK);
    }

    /**
     * What was taken back.
     *
     * @param modes where
     * @param others further fixes that went with it, since they changed the same lines
     */
    private record TakenBack(Set<Mode> modes, Set<String> others) {
        String summary() {
            if (modes.isEmpty()) {
                return "; nothing of it was in force";
            }
            return "; its files are as they were before"
                    + (others.isEmpty() ? "" : ", without " + String.join(", ", others) + " on the same lines");
        }
    }

    private Outcome takeBack(String id, String by, State state) {
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
            TakenBack back = rollBack(ids);
            boolean nothing = back.modes().isEmpty() && open.isEmpty();
            if (nothing && (state == State.ROLLED_BACK || fix.state() == State.HEALED)) {
                return new Outcome(false, "fix " + fix.id() + " changed nothing that could be taken back");
            }
            String how = back.modes().isEmpty() ? "nothing was in force" : "taken back by hand";
            ids.forEach(one -> record(one, state, how, by));
            recordOthers(back.others(), fix.id(), by);
            String why = word(state) + " by " + by;
            open.ifPresent(c -> c.go(new Next.End(Next.Outcome.GIVEN_UP, why)));
            back.modes()
                    .forEach(mode -> context.instances(fix.process(), mode)
                            .forEach(s -> context.processes().restart(s.id(), why)));
            return new Outcome(true, "fix " + fix.id() + " is " + word(state) + back.summary());
        } catch (RefusedException | IOException | UncheckedIOException e) {
            return new Outcome(false, new TimedExecutor.Failed<>(e).words());
        }
    }

    private TakenBack rollBack(Set<String> ids) throws RefusedException, IOException {
        TakenBack back = new TakenBack(EnumSet.noneOf(Mode.class), new TreeSet<>());
        for (Mode mode : List.of(Mode.LIVE, Mode.SANDBOX)) {
            ChangeRollback.Result result = context.tools().rollback().rollBack(ids, mode);
            back.others().addAll(result.others());
            if (result.changedAnything()) {
                back.modes().add(mode);
            }
        }
        return back;
    }

    /** Records the decision, and bans the fix: what the operator took back is not tried again by itself. */
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
