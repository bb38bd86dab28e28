package com.nae.healing.step;

import com.nae.api.healing.FixRecord;
import com.nae.api.health.HealthLevel;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessEvent;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Repair;
import com.nae.healing.flow.Step;
import com.nae.healing.record.FixStore;
import com.nae.healing.trial.TrialWatch;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Watches live after a promotion; what does not hold is rolled back by itself. */
final class Observing extends Step implements TrialWatch.Listener {
    private final Repair repair;
    private final Set<String> known;
    private final HealthLevel before;
    private TrialWatch watch;

    Observing(Case c, Repair repair, Set<String> known, HealthLevel before) {
        super(c);
        this.repair = repair;
        this.known = known;
        this.before = before;
    }

    @Override
    public boolean concerns(String fix) {
        return repair.ids().contains(fix);
    }

    @Override
    public void enter() {
        watch = new TrialWatch(
                c.context,
                new TrialWatch.Terms(
                        c.instances(Mode.LIVE),
                        repair.fingerprints(),
                        known,
                        repair::wroteLine,
                        c.interval.proofWindow(
                                c.context.config().verifyMin(),
                                c.context.config().verifyMax()),
                        before),
                this);
    }

    @Override
    public void occurred(Issue issue, InstanceId at) {
        watch.occurred(issue, at);
    }

    @Override
    public boolean noticed(Issue issue, InstanceId at) {
        return watch.occurred(issue, at);
    }

    @Override
    public void changed(ProcessEvent event) {
        watch.changed(event);
    }

    @Override
    public void leave() {
        watch.end();
    }

    @Override
    public void recurred(Issue issue) {
        new Reverting(c, repair).rolledBack("the failure came again on live");
    }

    @Override
    public void newFailure(Issue issue) {
        new Reverting(c, repair).rolledBack("on live it led to " + issue.type() + ": " + issue.message());
    }

    @Override
    public void broken(String why) {
        new Reverting(c, repair).rolledBack(why);
    }

    @Override
    public void inconclusive(String why) {
        if (repair.trial == Mode.LIVE) {
            new Reverting(c, repair).failed(why, Reverting.Blame.NOBODY);
        } else {
            new Reverting(c, repair).unobserved(why);
        }
    }

    @Override
    public void quiet(Map<String, String> facts) {
        healed(c, repair, facts);
    }

    /** The good end. */
    static void healed(Case c, Repair repair, Map<String, String> facts) {
        for (Repair.Part part : repair.parts()) {
            Issue issue = part.proposal().issue();
            c.context
                    .fixes()
                    .addEvent(
                            part.id(),
                            FixStore.Event.of(
                                            FixRecord.State.HEALED,
                                            "healed",
                                            Optional.of(Mode.LIVE),
                                            part.proposal().fix().reason())
                                    .measured(facts));
            c.context
                    .services()
                    .tracker()
                    .resolve(
                            issue.id(),
                            Issue.Status.HEALED,
                            part.proposal().fix().reason());
            c.context
                    .services()
                    .records()
                    .get()
                    .ifPresent(r -> r.outcome(
                            issue.fingerprint(),
                            issue.family().word(),
                            part.proposal().fix().pattern(),
                            true));
        }
        c.endHealed(c.issue().type() + " " + c.issue().subject() + " is healed: " + repair.summary());
    }
}
