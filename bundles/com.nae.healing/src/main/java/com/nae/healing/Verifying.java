package com.nae.healing;

import com.nae.api.healing.FixRecord;
import com.nae.api.health.HealthLevel;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Autonomy;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Watches where the fix is tried. A failure that the fix has only uncovered is repaired on top of it, and all stands or
 * falls together.
 */
final class Verifying extends Step implements Watch.Verdict {
    private static final int MOST_PARTS = 6;
    private final Repair repair;
    private final Set<String> known;
    private final HealthLevel before;
    private Watch watch;

    Verifying(Case c, Repair repair, Set<String> known, HealthLevel before) {
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
        Duration asked = repair.last().proposal().fix().terms().quiet();
        Duration window =
                c.rhythm.proof(c.desk.config().verifyMin(), c.desk.config().verifyMax());
        watch = new Watch(
                c.desk,
                new Watch.Terms(
                        c.instances(repair.trial),
                        repair.cured(),
                        known,
                        repair::wrote,
                        asked.compareTo(window) > 0 ? asked : window,
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
        boolean mine = event.id().mode() == repair.trial;
        boolean up = event.now().state() == ProcessState.RUNNING;
        if (mine && (up || event.exited() && event.now().pid().isEmpty())) {
            c.desk.tools().holds().again(event.id());
        } else if (mine && event.before() == ProcessState.STOPPED && event.now().state() == ProcessState.BACKOFF) {
            c.desk.tools().holds().once(event.id());
        }
        watch.changed(event);
    }

    @Override
    boolean runs(InstanceId at) {
        return at.mode() == repair.trial;
    }

    @Override
    void leave() {
        watch.end();
    }

    @Override
    public void again(Issue issue) {
        if (!stands()) {
            new Retreat(c, repair)
                    .failed("its file was changed by somebody else while it was tried", Retreat.Blame.WORLD);
        } else if (repair.stepwise() && repair.parts().size() < steps()) {
            onTop(issue, "the failure came again");
        } else {
            new Retreat(c, repair).failed("the failure came again", Retreat.Blame.FIX);
        }
    }

    private boolean stands() {
        try {
            return c.desk.tools().undo().stands(Set.copyOf(repair.ids()), repair.trial);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many steps there may be; where no copy is there to try them on, one start is kept for the way back. */
    private int steps() {
        return repair.trial == Mode.LIVE || !c.desk.runs(c.process, Mode.LIVE)
                ? Math.max(1, c.desk.config().attempts() - 1)
                : c.desk.config().attempts();
    }

    @Override
    public void fresh(Issue issue) {
        boolean room = repair.stepwise() && issue.family() == c.issue().family()
                ? repair.parts().size() < steps()
                : repair.parts().size() < MOST_PARTS;
        if (!repair.wrote(issue) && issue.family() != Family.OTHER && room) {
            onTop(issue, "it led to " + issue.type() + " " + issue.subject());
        } else {
            gone(issue);
            new Retreat(c, repair).failed("it led to " + issue.type() + ": " + issue.message(), Retreat.Blame.FIX);
        }
    }

    private void onTop(Issue issue, String otherwise) {
        c.go(new Proposing(c, issue, repair.trial, advice -> {
            Optional<Proposal> more = advice.proposals().stream()
                    .filter(p -> p.touches()
                            && c.desk.memory()
                                    .never()
                                    .allows(issue.fingerprint(), p.fix().pattern()))
                    .findFirst();
            if (more.isPresent()
                    && c.autonomy(repair.trial, Set.of(issue.family().word())) == Autonomy.AUTO) {
                c.desk.fixes()
                        .note(
                                repair.last().id(),
                                Fixes.Event.of(
                                        FixRecord.State.TRYING,
                                        "applied",
                                        Optional.of(repair.trial),
                                        otherwise + "; more is tried on top"));
                c.go(new Trying(c, repair, more.get(), "policy"));
            } else {
                gone(issue);
                new Retreat(c, repair).failed(otherwise, Retreat.Blame.FIX);
            }
        }));
    }

    /** A failure that came with the fix goes with it. */
    private void gone(Issue issue) {
        if (!issue.fingerprint().equals(c.fingerprint)) {
            c.desk.neighbours()
                    .tracker()
                    .resolve(issue.id(), Issue.Status.HEALED, "came with a fix that was taken back");
        }
    }

    @Override
    public void broken(String why) {
        new Retreat(c, repair).failed(why, Retreat.Blame.FIX);
    }

    @Override
    public void away(String why) {
        new Retreat(c, repair).failed(why, Retreat.Blame.NOBODY);
    }

    @Override
    public void quiet(Map<String, String> facts) {
        facts.put("reproduced", "true");
        facts.put("mean_interval_s", Watch.seconds(c.rhythm.mean()));
        for (Repair.Part part : repair.parts()) {
            c.desk.fixes()
                    .note(
                            part.id(),
                            Fixes.Event.of(
                                            FixRecord.State.PROVEN,
                                            "proven",
                                            Optional.of(repair.trial),
                                            "quiet for " + facts.get("quiet_s") + " s")
                                    .measured(facts));
        }
        c.instances(repair.trial).forEach(id -> c.desk.tools().holds().release(id, c.fingerprint));
        if (repair.trial == Mode.LIVE) {
            Observing.healed(c, repair, facts);
        } else if (c.instances(Mode.LIVE).isEmpty()) {
            c.desk.neighbours()
                    .tracker()
                    .resolve(c.issue().id(), Issue.Status.PROVEN, "proven in the sandbox: " + repair.words());
            c.end(c.issue().type() + " is healed in the sandbox; nae approve "
                    + repair.last().id() + " takes the repair to live");
        } else {
            promote();
        }
    }

    private void promote() {
        Autonomy live = c.autonomy(Mode.LIVE, repair.families());
        if (live == Autonomy.AUTO) {
            c.go(new Promoting(c, repair, "policy"));
        } else {
            c.go(new AwaitingApproval(c, repair, Mode.LIVE));
        }
    }
}
