package com.nae.healing.step;

import com.nae.api.healing.Change;
import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.healing.exec.SerialScheduler;
import com.nae.healing.flow.BudgetGate;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Step;
import com.nae.healing.record.FixStore;
import com.nae.healing.record.Proposal;
import com.nae.healing.trial.TrialWatch;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A fix that only starts the failing instances again, after a delay. */
public final class Restarting extends Step implements TrialWatch.Listener {
    private final Proposal proposal;
    private final Set<InstanceId> instances;
    private String id;
    private SerialScheduler.Timer timer = () -> {};
    private TrialWatch watch;

    public Restarting(Case c, Proposal proposal) {
        super(c);
        this.proposal = proposal;
        instances = Set.copyOf(c.failing);
    }

    @Override
    public boolean concerns(String fix) {
        return fix.equals(id);
    }

    @Override
    public void enter() {
        c.hold.leave();
        id = c.context.fixes().propose(proposal);
        c.context
                .fixes()
                .addEvent(
                        id,
                        FixStore.Event.of(
                                FixRecord.State.TRYING,
                                "applied",
                                Optional.empty(),
                                proposal.fix().reason()));
        c.context
                .services()
                .tracker()
                .resolve(c.issue().id(), Issue.Status.HEALING, proposal.fix().reason());
        instances.forEach(i ->
                c.context.tools().holds().hold(i, c.fingerprint, proposal.fix().reason()));
        Duration after = proposal.fix().changes().stream()
                .filter(Change.Restart.class::isInstance)
                .map(r -> ((Change.Restart) r).after())
                .findFirst()
                .orElse(Duration.ZERO);
        timer = c.context.loop().schedule(after, this::start);
    }

    private void start() {
        boolean rich = true;
        for (InstanceId i : instances) {
            rich &= BudgetGate.tryTake(c, i, c.fingerprint, proposal.fix().pattern());
        }
        if (!rich) {
            instances.forEach(i -> c.context
                    .processes()
                    .escalate(
                            i,
                            "the budget of restarts and repairs is spent ("
                                    + c.issue().type() + ")"));
        }
        watch = new TrialWatch(
                c.context,
                new TrialWatch.Terms(
                        instances,
                        Set.of(c.fingerprint),
                        Set.of(c.fingerprint),
                        issue -> false,
                        c.interval.proofWindow(
                                c.context.config().verifyMin(),
                                c.context.config().verifyMax()),
                        com.nae.api.health.HealthLevel.CRITICAL),
                this);
        if (rich) {
            instances.forEach(
                    i -> c.context.processes().restart(i, proposal.fix().reason()));
        }
        instances.forEach(i -> c.context.tools().holds().release(i, c.fingerprint));
    }

    @Override
    public void occurred(Issue issue, InstanceId at) {
        if (watch != null) {
            watch.occurred(issue, at);
        }
    }

    @Override
    public void changed(ProcessEvent event) {
        if (watch != null) {
            watch.changed(event);
        }
    }

    @Override
    public void leave() {
        timer.cancel();
        if (watch != null) {
            watch.end();
        }
    }

    @Override
    public void quiet(Map<String, String> facts) {
        c.context
                .fixes()
                .addEvent(
                        id,
                        FixStore.Event.of(
                                        FixRecord.State.HEALED,
                                        "healed",
                                        Optional.empty(),
                                        proposal.fix().reason())
                                .measured(facts));
        c.context
                .services()
                .tracker()
                .resolve(c.issue().id(), Issue.Status.HEALED, proposal.fix().reason());
        c.endHealed(c.issue().type() + " is gone: " + proposal.fix().reason());
    }

    @Override
    public void recurred(Issue issue) {
        fail("the failure came again");
    }

    @Override
    public void newFailure(Issue issue) {
        fail("it led to " + issue.type());
    }

    @Override
    public void broken(String why) {
        fail(why);
    }

    @Override
    public void inconclusive(String why) {
        fail(why);
    }

    private void fail(String why) {
        c.context.fixes().addEvent(id, FixStore.Event.of(FixRecord.State.FAILED, "failed", Optional.empty(), why));
        c.attemptFailed(proposal.fix().reason() + ": " + why, false);
    }
}
