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
import com.nae.healing.record.FixStore;
import com.nae.healing.step.AwaitingApproval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a person says about a fix: yes, no, back. A fix that stands and falls with others goes with them. Used on the
 * loop's thread.
 */
public final class OperatorDecisions {
    private final CaseContext desk;
    private final Cases cases;

    public OperatorDecisions(CaseContext desk, Cases cases) {
        this.desk = desk;
        this.cases = cases;
    }

    public Outcome approve(String id, String by) {
        Optional<FixRecord> found = desk.fixes().find(id);
        if (found.isEmpty()) {
            return unknown(id);
        }
        FixRecord fix = found.get();
        if (fix.state() != State.AWAITING_APPROVAL && fix.state() != State.PROVEN) {
            return new Outcome(false, "fix " + fix.id() + " does not wait for approval: it is " + word(fix.state()));
        }
        Optional<Issue> issue = desk.services()
                .tracker()
                .find(fix.fingerprint())
                .or(() -> desk.services().tracker().find(fix.issue()));
        if (desk.instances(fix.process(), Mode.LIVE).isEmpty()) {
            return new Outcome(
                    false,
                    fix.process()
                            + (desk.isRunning(fix.process(), Mode.LIVE)
                                    ? " is stopped in live: start it, so that its fix can be observed there"
                                    : " has no live instance here; its fix goes to live when NAE runs in dual mode"));
        }
        if (issue.isEmpty()) {
            return new Outcome(false, "its issue is no longer known");
        }
        Optional<AwaitingApproval> waiting = waiting(fix, issue.get());
        boolean done = waiting.isPresent() && waiting.get().approve(by);
        return new Outcome(
                done,
                "fix " + fix.id()
                        + (done
                                ? " goes to live and is observed there"
                                : " is on its way already, or another repair of " + fix.process() + " is"));
    }

    /**
     * The step that waits for the fix; after a restart of the runtime it is made anew. Empty where its case is busy
     * with something else.
     */
    private Optional<AwaitingApproval> waiting(FixRecord fix, Issue issue) {
        Optional<Case> open = cases.caseOfFix(fix.id()).or(() -> cases.find(fix.fingerprint()));
        if (open.isPresent()) {
            return open.map(Case::step)
                    .filter(AwaitingApproval.class::isInstance)
                    .map(AwaitingApproval.class::cast)
                    .filter(w -> w.concerns(fix.id()));
        }
        Case c = cases.findOrOpen(issue);
        AwaitingApproval waiting = new AwaitingApproval(c, Repair.of(desk, fix, issue), Mode.LIVE);
        c.go(waiting);
        return Optional.of(waiting);
    }

    public Outcome reject(String id, String by) {
        return takeBack(id, by, State.REJECTED);
    }

    public Outcome rollback(String id, String by) {
        return takeBack(id, by, State.ROLLED_BACK);
    }

    /** What was taken back: where, and which other fixes went with it. */
    private record Back(Set<Mode> touched, Set<String> others) {
        String words() {
            return touched.isEmpty()
                    ? "; nothing of it was in force"
                    : "; its files are as they were before"
                            + (others.isEmpty() ? "" : ", without " + String.join(", ", others) + " on the same lines");
        }
    }

    private Outcome takeBack(String id, String by, State state) {
        Optional<FixRecord> found = desk.fixes().find(id);
        if (found.isEmpty()) {
            return unknown(id);
        }
        FixRecord fix = found.get();
        if (fix.state() == State.REJECTED || fix.state() == State.ROLLED_BACK && state == State.ROLLED_BACK) {
            return new Outcome(false, "fix " + fix.id() + " is already " + word(fix.state()));
        }
        Set<String> ids = new TreeSet<>(desk.fixes().groupOf(fix.id()));
        Optional<Case> open = cases.caseOfFix(fix.id()).or(() -> cases.find(fix.fingerprint()));
        try {
            Back back = undo(ids);
            if (back.touched().isEmpty()
                    && open.isEmpty()
                    && (state == State.ROLLED_BACK || fix.state() == State.HEALED)) {
                return new Outcome(false, "fix " + fix.id() + " changed nothing that could be taken back");
            }
            ids.forEach(one -> takenBack(
                    one, state, back.touched().isEmpty() ? "nothing was in force" : "taken back by hand", by));
            back.others()
                    .forEach(one -> desk.fixes()
                            .addEvent(
                                    one,
                                    FixStore.Event.of(
                                                    State.ROLLED_BACK,
                                                    "rolled-back",
                                                    Optional.empty(),
                                                    "went with " + fix.id() + ", on the same lines")
                                            .by(by)));
            open.ifPresent(c -> c.end(word(state) + " by " + by));
            back.touched()
                    .forEach(mode -> desk.instances(fix.process(), mode)
                            .forEach(s -> desk.processes().restart(s.id(), word(state) + " by " + by)));
            return new Outcome(true, "fix " + fix.id() + " is " + word(state) + back.words());
        } catch (RefusedException | IOException | UncheckedIOException e) {
            return new Outcome(false, new TimedExecutor.Failed<>(e).words());
        }
    }

    private Back undo(Set<String> ids) throws RefusedException, IOException {
        Back back = new Back(EnumSet.noneOf(Mode.class), new TreeSet<>());
        for (Mode mode : List.of(Mode.LIVE, Mode.SANDBOX)) {
            ChangeRollback.Result taken = desk.tools().undo().rollBack(ids, mode);
            back.others().addAll(taken.others());
            if (taken.changedAnything()) {
                back.touched().add(mode);
            }
        }
        return back;
    }

    private void takenBack(String id, State state, String how, String by) {
        FixRecord fix = desk.fixes().get(id);
        String word = word(state) + " by " + by;
        desk.fixes()
                .addEvent(
                        id,
                        FixStore.Event.of(state, word(state), Optional.empty(), how)
                                .by(by));
        desk.records()
                .banned()
                .ban(fix.fingerprint(), fix.fix().pattern(), word, desk.loop().now());
        desk.services()
                .tracker()
                .resolve(
                        fix.issue(),
                        Issue.Status.SUGGESTED,
                        word + ": " + fix.fix().reason());
    }

    private static Outcome unknown(String id) {
        return new Outcome(false, "there is no fix " + id);
    }

    static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
