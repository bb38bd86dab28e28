package com.nae.healing;

import com.nae.api.healing.FixRecord;
import com.nae.api.health.HealthLevel;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessEvent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Watches live after a promotion; what does not hold is rolled back by itself. */
final class Observing extends Step implements Watch.Verdict {
    private final Repair repair;
    private final Set<String> known;
    private final HealthLevel before;
    private Watch watch;

    Observing(Case c, Repair repair, Set<String> known, HealthLevel before) {
        super(c);
        this.repair = repair;
        this.known = known;
        this.before = before;
    }

    @Override
    boolean concerns(String fix) {
        return repair.ids().contains(fix);
    }

    @Override
    void enter() {
        watch = new Watch(
                c.desk,
                new Watch.Terms(
                        c.instances(Mode.LIVE),
                        repair.cured(),
                        known,
                        repair::wrote,
                        c.rhythm.proof(
                                c.desk.config().verifyMin(), c.desk.config().verifyMax()),
                        before),
                this);
    }

    @Override
    void occurred(Issue issue, InstanceId at) {
        watch.occurred(issue, at);
    }

    @Override
    boolean noticed(Issue issue, InstanceId at) {
        return watch.occurred(issue, at);
    }

    @Override
    void changed(ProcessEvent event) {
        watch.changed(event);
    }

    @Override
    void leave() {
        watch.end();
    }

    @Override
    public void again(Issue issue) {
        new Retreat(c, repair).rolledBack("the failure came again on live");
    }

    @Override
    public void fresh(Issue issue) {
        new Retreat(c, repair).rolledBack("on live it led to " + issue.type() + ": " + issue.message());
    }

    @Override
    public void broken(String why) {
        new Retreat(c, repair).rolledBack(why);
    }

    @Override
    public void away(String why) {
        if (repair.trial == Mode.LIVE) {
            new Retreat(c, repair).failed(why, Retreat.Blame.NOBODY);
        } else {
            new Retreat(c, repair).unobserved(why);
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
            c.desk.fixes()
                    .note(
                            part.id(),
                            Fixes.Event.of(
                                            FixRecord.State.HEALED,
                                            "healed",
                                            Optional.of(Mode.LIVE),
                                            part.proposal().fix().reason())
                                    .measured(facts));
            c.desk.neighbours()
                    .tracker()
                    .resolve(
                            issue.id(),
                            Issue.Status.HEALED,
                            part.proposal().fix().reason());
            c.desk.neighbours()
                    .records()
                    .get()
                    .ifPresent(r -> r.outcome(
                            issue.fingerprint(),
                            issue.family().word(),
                            part.proposal().fix().pattern(),
                            true));
        }
        c.heal(c.issue().type() + " " + c.issue().subject() + " is healed: " + repair.words());
    }
}
