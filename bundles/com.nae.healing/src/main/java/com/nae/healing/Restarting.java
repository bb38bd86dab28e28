package com.nae.healing;

import com.nae.api.healing.Change;
import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A fix that only starts the failing instances again, after a delay. */
final class Restarting extends Step implements Watch.Verdict {
    private final Proposal proposal;
    private final Set<InstanceId> instances;
    private String id;
    private Loop.Timer timer = () -> {};
    private Watch watch;

    Restarting(Case c, Proposal proposal) {
        super(c);
        this.proposal = proposal;
        instances = Set.copyOf(c.failing);
    }

    @Override
    boolean concerns(String fix) {
        return fix.equals(id);
    }

    @Override
    void enter() {
        c.holding.leave();
        id = c.desk.fixes().propose(proposal);
        c.desk.fixes()
                .note(
                        id,
                        Fixes.Event.of(
                                FixRecord.State.TRYING,
                                "applied",
                                Optional.empty(),
                                proposal.fix().reason()));
        c.desk.neighbours()
                .tracker()
                .resolve(c.issue().id(), Issue.Status.HEALING, proposal.fix().reason());
        instances.forEach(i ->
                c.desk.tools().holds().hold(i, c.fingerprint, proposal.fix().reason()));
        Duration after = proposal.fix().changes().stream()
                .filter(Change.Restart.class::isInstance)
                .map(r -> ((Change.Restart) r).after())
                .findFirst()
                .orElse(Duration.ZERO);
        timer = c.desk.loop().after(after, this::start);
    }

    private void start() {
        boolean rich = true;
        for (InstanceId i : instances) {
            rich &= Pace.affords(c, i, c.fingerprint, proposal.fix().pattern());
        }
        if (!rich) {
            instances.forEach(i -> c.desk.processes()
                    .escalate(
                            i,
                            "the budget of restarts and repairs is spent ("
                                    + c.issue().type() + ")"));
        }
        watch = new Watch(
                c.desk,
                new Watch.Terms(
                        instances,
                        Set.of(c.fingerprint),
                        Set.of(c.fingerprint),
                        issue -> false,
                        c.rhythm.proof(
                                c.desk.config().verifyMin(), c.desk.config().verifyMax()),
                        com.nae.api.health.HealthLevel.CRITICAL),
                this);
        if (rich) {
            instances.forEach(i -> c.desk.processes().restart(i, proposal.fix().reason()));
        }
        instances.forEach(i -> c.desk.tools().holds().release(i, c.fingerprint));
    }

    @Override
    void occurred(Issue issue, InstanceId at) {
        if (watch != null) {
            watch.occurred(issue, at);
        }
    }

    @Override
    void changed(ProcessEvent event) {
        if (watch != null) {
            watch.changed(event);
        }
    }

    @Override
    void leave() {
        timer.cancel();
        if (watch != null) {
            watch.end();
        }
    }

    @Override
    public void quiet(Map<String, String> facts) {
        c.desk.fixes()
                .note(
                        id,
                        Fixes.Event.of(
                                        FixRecord.State.HEALED,
                                        "healed",
                                        Optional.empty(),
                                        proposal.fix().reason())
                                .measured(facts));
        c.desk.neighbours()
                .tracker()
                .resolve(c.issue().id(), Issue.Status.HEALED, proposal.fix().reason());
        c.heal(c.issue().type() + " is gone: " + proposal.fix().reason());
    }

    @Override
    public void again(Issue issue) {
        fail("the failure came again");
    }

    @Override
    public void fresh(Issue issue) {
        fail("it led to " + issue.type());
    }

    @Override
    public void broken(String why) {
        fail(why);
    }

    @Override
    public void away(String why) {
        fail(why);
    }

    private void fail(String why) {
        c.desk.fixes().note(id, Fixes.Event.of(FixRecord.State.FAILED, "failed", Optional.empty(), why));
        c.lose(proposal.fix().reason() + ": " + why, false);
    }
}
