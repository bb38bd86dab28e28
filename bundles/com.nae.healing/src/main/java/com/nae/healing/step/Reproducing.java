package com.nae.healing.step;

import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Autonomy;
import com.nae.healing.exec.SerialScheduler;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Repair;
import com.nae.healing.flow.Step;
import com.nae.healing.record.FixStore;
import com.nae.healing.record.Proposal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes sure that the failure shows where the fix is to be tried: a fix for what cannot be shown is not applied on a
 * guess.
 */
public final class Reproducing extends Step {
    private final Proposal proposal;
    private final Mode mode;
    private SerialScheduler.Timer timer = () -> {};

    public Reproducing(Case c, Proposal proposal, Mode mode) {
        super(c);
        this.proposal = proposal;
        this.mode = mode;
    }

    @Override
    public void enter() {
        c.context
                .services()
                .tracker()
                .resolve(c.issue().id(), Issue.Status.HEALING, proposal.fix().reason());
        c.hold.hold("a repair is being tried: " + proposal.fix().reason());
        if (c.interval.seen(mode, Instant.EPOCH)) {
            reproduced();
            return;
        }
        if (c.instances(mode).isEmpty()) {
            notShown("the " + mode.word() + " was stopped on purpose");
            return;
        }
        c.context.instances(c.process, mode).stream()
                .filter(s -> !s.pid().isPresent())
                .forEach(s -> c.context
                        .processes()
                        .restart(s.id(), "to show " + c.issue().type() + " here, too"));
        Duration patience = c.interval.proofWindow(
                c.context.config().verifyMin(), c.context.config().verifyMax());
        timer = c.context
                .loop()
                .schedule(patience, () -> notShown("not shown in the sandbox within " + patience.toSeconds() + " s"));
    }

    private void notShown(String how) {
        String id = c.context.fixes().propose(proposal);
        String why = how + ", so nothing was tried";
        c.context.fixes().addEvent(id, FixStore.Event.of(FixRecord.State.FAILED, "failed", Optional.empty(), why));
        c.attemptFailed(proposal.fix().reason() + ": " + why, false);
    }

    @Override
    public void occurred(Issue issue, InstanceId at) {
        if (at.mode() == mode) {
            reproduced();
        }
    }

    private void reproduced() {
        Repair repair = new Repair(mode);
        if (c.autonomy(mode, java.util.Set.of(c.issue().family().word())) == Autonomy.AUTO) {
            c.go(new Applying(c, repair, proposal, "policy"));
        } else {
            repair.add(new Repair.Part(c.context.fixes().propose(proposal), proposal));
            c.go(new AwaitingApproval(c, repair, mode));
        }
    }

    @Override
    public void leave() {
        timer.cancel();
    }
}
