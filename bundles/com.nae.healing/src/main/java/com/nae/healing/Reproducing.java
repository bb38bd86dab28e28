package com.nae.healing;

import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Autonomy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes sure that the failure shows where the fix is to be tried: a fix for what cannot be shown is not applied on a
 * guess.
 */
final class Reproducing extends Step {
    private final Proposal proposal;
    private final Mode mode;
    private Loop.Timer timer = () -> {};

    Reproducing(Case c, Proposal proposal, Mode mode) {
        super(c);
        this.proposal = proposal;
        this.mode = mode;
    }

    @Override
    void enter() {
        c.desk.neighbours()
                .tracker()
                .resolve(c.issue().id(), Issue.Status.HEALING, proposal.fix().reason());
        c.holding.hold("a repair is being tried: " + proposal.fix().reason());
        if (c.rhythm.seen(mode, Instant.EPOCH)) {
            reproduced();
            return;
        }
        if (c.instances(mode).isEmpty()) {
            notShown("the " + mode.word() + " was stopped on purpose");
            return;
        }
        c.desk.instances(c.process, mode).stream()
                .filter(s -> !s.pid().isPresent())
                .forEach(s -> c.desk.processes()
                        .restart(s.id(), "to show " + c.issue().type() + " here, too"));
        Duration patience =
                c.rhythm.proof(c.desk.config().verifyMin(), c.desk.config().verifyMax());
        timer = c.desk.loop()
                .after(patience, () -> notShown("not shown in the sandbox within " + patience.toSeconds() + " s"));
    }

    private void notShown(String how) {
        String id = c.desk.fixes().propose(proposal);
        String why = how + ", so nothing was tried";
        c.desk.fixes().note(id, Fixes.Event.of(FixRecord.State.FAILED, "failed", Optional.empty(), why));
        c.lose(proposal.fix().reason() + ": " + why, false);
    }

    @Override
    void occurred(Issue issue, InstanceId at) {
        if (at.mode() == mode) {
            reproduced();
        }
    }

    private void reproduced() {
        Repair repair = new Repair(mode);
        if (c.autonomy(mode, java.util.Set.of(c.issue().family().word())) == Autonomy.AUTO) {
            c.go(new Trying(c, repair, proposal, "policy"));
        } else {
            repair.add(new Repair.Part(c.desk.fixes().propose(proposal), proposal));
            c.go(new AwaitingApproval(c, repair, mode));
        }
    }

    @Override
    void leave() {
        timer.cancel();
    }
}
