package com.nae.healing.step;

import com.nae.api.healing.ChangeLog.AppliedChange;
import com.nae.api.healing.FixRecord;
import com.nae.api.health.HealthLevel;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.healing.change.ChangeTarget;
import com.nae.healing.change.SourceFiles;
import com.nae.healing.exec.TimedExecutor;
import com.nae.healing.flow.BudgetGate;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Repair;
import com.nae.healing.flow.Step;
import com.nae.healing.record.FixStore;
import com.nae.healing.trial.TrialWatch;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes on live what is proven in the sandbox, and starts live with it. */
public final class Promoting extends Step {
    private final Repair repair;
    private final String by;
    private final Set<String> known;

    public Promoting(Case c, Repair repair, String by) {
        super(c);
        this.repair = repair;
        this.by = by;
        known = TrialWatch.knownFingerprints(c);
    }

    @Override
    public boolean concerns(String fix) {
        return repair.ids().contains(fix);
    }

    @Override
    public void enter() {
        if (BudgetGate.tryTake(
                c, Mode.LIVE, c.fingerprint, "repair " + repair.last().id())) {
            make();
        } else {
            BudgetGate.continueSlowly(c, this::make);
        }
    }

    @Override
    public boolean noticed(Issue issue, InstanceId at) {
        return at.mode() == Mode.LIVE && TrialWatch.dismissLateOutput(c.context, issue, known);
    }

    private void make() {
        if (c.at(this)) {
            c.context
                    .crew()
                    .submit(
                            "change",
                            c.context.config().limits().command().multipliedBy(2),
                            () -> {
                                SourceFiles sources = c.context.sources(c.process, Mode.LIVE);
                                return c.context
                                        .tools()
                                        .applier()
                                        .applyProven(
                                                repair.ids(),
                                                repair.trial,
                                                new ChangeTarget(sources.definition()),
                                                sources);
                            },
                            answer -> {
                                if (c.at(this)) {
                                    answered(answer);
                                } else {
                                    Reverting.late(c, repair.ids(), Mode.LIVE);
                                }
                            });
        }
    }

    private void answered(TimedExecutor.Answer<List<AppliedChange>> answer) {
        if (answer instanceof TimedExecutor.Done<List<AppliedChange>> done) {
            for (Repair.Part part : repair.parts()) {
                boolean last = part == repair.last();
                c.context
                        .fixes()
                        .addEvent(
                                part.id(),
                                FixStore.Event.of(
                                                FixRecord.State.OBSERVED,
                                                "promoted",
                                                Optional.of(Mode.LIVE),
                                                part.proposal().fix().reason())
                                        .by(by)
                                        .made(last ? done.value() : List.of()));
            }
            start();
        } else {
            String why = answer instanceof TimedExecutor.Failed<List<AppliedChange>> failed
                    ? failed.words()
                    : "took too long";
            new Reverting(c, repair).failed("could not be made on live: " + why, Reverting.Blame.of(answer));
        }
    }

    private void start() {
        Set<InstanceId> instances = c.instances(Mode.LIVE);
        HealthLevel before = TrialWatch.healthBefore(c.context, instances);
        c.go(new Observing(c, repair, known, before));
        c.context.tools().rolling().restart(instances, "with " + repair.summary());
        c.hold.release();
    }
}
