package com.nae.healing;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import com.nae.api.healing.FixRecord;
import com.nae.api.healing.FixRecord.State;
import com.nae.api.healing.HealingCoordinator.Outcome;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;

/** What a person says about a fix: yes, no, back. Used on the loop's thread. */
final class Words {
    private final Desk desk;
    private final Cases cases;

    Words(Desk desk, Cases cases) {
        this.desk = desk;
        this.cases = cases;
    }

    Outcome approve(String id, String by) {
        Optional<FixRecord> found = desk.fixes().find(id);
        if (found.isEmpty()) {
            return unknown(id);
        }
        FixRecord fix = found.get();
        if (fix.state() != State.AWAITING_APPROVAL && fix.state() != State.PROVEN) {
            return new Outcome(false, "fix " + fix.id() + " does not wait for approval: it is " + word(fix.state()));
        }
        Optional<AwaitingApproval> waiting = waiting(fix);
        if (waiting.isEmpty()) {
            return new Outcome(false, desk.runs(fix.process(), Mode.LIVE) ? "its issue is no longer known" : fix.process() + " has no live instance here; its fix goes to live when NAE runs in dual mode");
        }
        waiting.get().approve(by);
        return new Outcome(true, "fix " + fix.id() + " goes to live and is observed there");
    }

    /** The step that waits for the fix; after a restart of the runtime it is made anew. */
    private Optional<AwaitingApproval> waiting(FixRecord fix) {
        Optional<Issue> issue = desk.neighbours().tracker().find(fix.fingerprint()).or(() -> desk.neighbours().tracker().find(fix.issue()));
        if (issue.isEmpty() || !desk.runs(fix.process(), Mode.LIVE)) {
            return Optional.empty();
        }
        Case c = cases.require(issue.get());
        if (c.step() instanceof AwaitingApproval waiting && waiting.concerns(fix.id())) {
            return Optional.of(waiting);
        }
        Repair repair = new Repair(desk.trial(c.process).orElse(Mode.LIVE));
        repair.add(new Repair.Part(fix.id(), new Proposal(issue.get(), fix.healer(), fix.fix())));
        AwaitingApproval waiting = new AwaitingApproval(c, repair, Mode.LIVE);
        c.go(waiting);
        return Optional.of(waiting);
    }

    Outcome reject(String id, String by) {
        return takeBack(id, by, State.REJECTED, "rejected");
    }

    Outcome rollback(String id, String by) {
        return takeBack(id, by, State.ROLLED_BACK, "rolled-back");
    }

    private Outcome takeBack(String id, String by, State state, String word) {
        Optional<FixRecord> found = desk.fixes().find(id);
        if (found.isEmpty()) {
            return unknown(id);
        }
        FixRecord fix = found.get();
        if (fix.state() == State.REJECTED || fix.state() == State.ROLLED_BACK && state == State.ROLLED_BACK) {
            return new Outcome(false, "fix " + fix.id() + " is already " + word(fix.state()));
        }
        Set<Mode> touched = EnumSet.noneOf(Mode.class);
        try {
            for (Mode mode : Mode.values()) {
                if (desk.tools().undo().fixes(Set.of(fix.id()), mode) > 0) {
                    touched.add(mode);
                }
            }
        } catch (com.nae.healing.change.Refused | java.io.IOException | java.io.UncheckedIOException e) {
            return new Outcome(false, e.getMessage());
        }
        if (touched.isEmpty() && fix.state() == State.HEALED) {
            return new Outcome(false, "fix " + fix.id() + " changed nothing that could be taken back");
        }
        desk.fixes().note(fix.id(), Fixes.Event.of(state, word, Optional.empty(), touched.isEmpty() ? "nothing was in force" : "taken back by hand").by(by));
        desk.memory().never().ban(fix.fingerprint(), fix.fix().pattern(), word + " by " + by, desk.loop().now());
        desk.neighbours().tracker().resolve(fix.issue(), Issue.Status.SUGGESTED, word + " by " + by + ": " + fix.fix().reason());
        cases.find(fix.fingerprint()).ifPresent(c -> c.end(word + " by " + by));
        touched.forEach(mode -> restart(fix.process(), mode, word + " by " + by));
        return new Outcome(true, "fix " + fix.id() + " is " + word(state) + (touched.isEmpty() ? "; nothing of it was in force" : "; its files are as they were before"));
    }

    private void restart(String process, Mode mode, String why) {
        if (desk.runs(process, mode)) {
            desk.instances(process, mode).forEach(s -> desk.processes().restart(instance(s), why));
        }
    }

    private static InstanceId instance(com.nae.api.process.ProcessStatus status) {
        return status.id();
    }

    private static Outcome unknown(String id) {
        return new Outcome(false, "there is no fix " + id);
    }

    static String word(State state) {
        return state.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
