package com.nae.healing.step;

import com.nae.api.healing.FixRecord;
import com.nae.api.health.HealthLevel;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Autonomy;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Repair;
import com.nae.healing.flow.Step;
import com.nae.healing.record.FixStore;
import com.nae.healing.record.Proposal;
import com.nae.healing.trial.TrialWatch;
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
final class Verifying extends Step implements TrialWatch.Listener {
    private static final int MOST_PARTS = 6;
    private final Repair repair;
    private final Set<String> known;
    private final HealthLevel before;
    private TrialWatch watch;

    Verifying(Case c, Repair repair, Set<String> known, HealthLevel before) {
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
        Duration asked = repair.last().proposal().fix().terms().quiet();
        Duration window = c.interval.proofWindow(
                c.context.config().verifyMin(), c.context.config().verifyMax());
        watch = new TrialWatch(
                c.context,
                new TrialWatch.Terms(
                        c.instances(repair.trial),
                        repair.fingerprints(),
                        known,
                        repair::wroteLine,
                        asked.compareTo(window) > 0 ? asked : window,
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
        boolean mine = event.id().mode() == repair.trial;
        boolean up = event.now().state() == ProcessState.RUNNING;
        if (mine && (up || event.exited() && event.now().pid().isEmpty())) {
            c.context.tools().holds().reapply(event.id());
        } else if (mine && event.before() == ProcessState.STOPPED && event.now().state() == ProcessState.BACKOFF) {
            c.context.tools().holds().startOnce(event.id());
        }
        watch.changed(event);
    }

    @Override
    public boolean runs(InstanceId at) {
        return at.mode() == repair.trial;
    }

    @Override
    public void leave() {
        watch.end();
    }

    @Override
    public void recurred(Issue issue) {
        if (!stands()) {
            new Reverting(c, repair)
                    .failed("its file was changed by somebody else while it was tried", Reverting.Blame.WORLD);
        } else if (repair.stepwise() && repair.parts().size() < steps()) {
            onTop(issue, "the failure came again");
        } else {
            new Reverting(c, repair).failed("the failure came again", Reverting.Blame.FIX);
        }
    }

    private boolean stands() {
        try {
            return c.context.tools().undo().isInForce(Set.copyOf(repair.ids()), repair.trial);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many steps there may be; where no copy is there to try them on, one start is kept for the way back. */
    private int steps() {
        return repair.trial == Mode.LIVE || !c.context.isRunning(c.process, Mode.LIVE)
                ? Math.max(1, c.context.config().attempts() - 1)
                : c.context.config().attempts();
    }

    @Override
    public void newFailure(Issue issue) {
        boolean room = repair.stepwise() && issue.family() == c.issue().family()
                ? repair.parts().size() < steps()
                : repair.parts().size() < MOST_PARTS;
        if (!repair.wroteLine(issue) && issue.family() != Family.OTHER && room) {
            onTop(issue, "it led to " + issue.type() + " " + issue.subject());
        } else {
            gone(issue);
            new Reverting(c, repair).failed("it led to " + issue.type() + ": " + issue.message(), Reverting.Blame.FIX);
        }
    }

    private void onTop(Issue issue, String otherwise) {
        c.go(new Proposing(c, issue, repair.trial, advice -> {
            Optional<Proposal> more = advice.proposals().stream()
                    .filter(p -> p.changesProgram()
                            && c.context
                                    .records()
                                    .banned()
                                    .allows(issue.fingerprint(), p.fix().pattern()))
                    .findFirst();
            if (more.isPresent()
                    && c.autonomy(repair.trial, Set.of(issue.family().word())) == Autonomy.AUTO) {
                c.context
                        .fixes()
                        .addEvent(
                                repair.last().id(),
                                FixStore.Event.of(
                                        FixRecord.State.TRYING,
                                        "applied",
                                        Optional.of(repair.trial),
                                        otherwise + "; more is tried on top"));
                c.go(new Applying(c, repair, more.get(), "policy"));
            } else {
                gone(issue);
                new Reverting(c, repair).failed(otherwise, Reverting.Blame.FIX);
            }
        }));
    }

    /** A failure that came with the fix goes with it. */
    private void gone(Issue issue) {
        if (!issue.fingerprint().equals(c.fingerprint)) {
            c.context
                    .services()
                    .tracker()
                    .resolve(issue.id(), Issue.Status.HEALED, "came with a fix that was taken back");
        }
    }

    @Override
    public void broken(String why) {
        new Reverting(c, repair).failed(why, Reverting.Blame.FIX);
    }

    @Override
    public void inconclusive(String why) {
        new Reverting(c, repair).failed(why, Reverting.Blame.NOBODY);
    }

    @Override
    public void quiet(Map<String, String> facts) {
        facts.put("reproduced", "true");
        facts.put("mean_interval_s", TrialWatch.seconds(c.interval.meanInterval()));
        for (Repair.Part part : repair.parts()) {
            c.context
                    .fixes()
                    .addEvent(
                            part.id(),
                            FixStore.Event.of(
                                            FixRecord.State.PROVEN,
                                            "proven",
                                            Optional.of(repair.trial),
                                            "quiet for " + facts.get("quiet_s") + " s")
                                    .measured(facts));
        }
        c.instances(repair.trial).forEach(id -> c.context.tools().holds().release(id, c.fingerprint));
        if (repair.trial == Mode.LIVE) {
            Observing.healed(c, repair, facts);
        } else if (c.instances(Mode.LIVE).isEmpty()) {
            c.context
                    .services()
                    .tracker()
                    .resolve(c.issue().id(), Issue.Status.PROVEN, "proven in the sandbox: " + repair.summary());
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
