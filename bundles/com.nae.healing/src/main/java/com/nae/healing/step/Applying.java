package com.nae.healing.step;

import com.nae.api.healing.ChangeLog.AppliedChange;
import com.nae.api.healing.FixRecord;
import com.nae.api.health.HealthLevel;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.healing.change.ChangeTarget;
import com.nae.healing.change.RefusedException;
import com.nae.healing.change.SourceFiles;
import com.nae.healing.context.CaseContext;
import com.nae.healing.exec.TimedExecutor;
import com.nae.healing.flow.BudgetGate;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Repair;
import com.nae.healing.flow.Step;
import com.nae.healing.record.FixStore;
import com.nae.healing.record.Proposal;
import com.nae.healing.trial.TrialWatch;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the changes of a fix where it is tried, and starts the instances with it. On live the fix is rehearsed first.
 */
final class Applying extends Step {
    private final Repair repair;
    private final Proposal proposal;
    private final String id;
    private final String by;
    private final Set<String> known;

    Applying(Case c, Repair repair, Proposal proposal, String by) {
        this(c, repair, new Repair.Part(c.context.fixes().propose(proposal), proposal), by);
    }

    /** @param part comes on top of what the repair holds already */
    Applying(Case c, Repair repair, Repair.Part part, String by) {
        super(c);
        this.repair = repair;
        this.proposal = part.proposal();
        this.id = part.id();
        this.by = by;
        repair.add(part);
        known = TrialWatch.knownFingerprints(c);
    }

    @Override
    public boolean concerns(String fix) {
        return repair.ids().contains(fix);
    }

    @Override
    public void enter() {
        if (repair.parts().size() > 1) {
            c.context.fixes().group(repair.ids());
        }
        if (BudgetGate.tryTake(c, repair.trial, proposal.issue().fingerprint(), "repair " + id)) {
            make();
        } else {
            BudgetGate.continueSlowly(c, this::make);
        }
    }

    private void make() {
        if (c.at(this)) {
            c.context
                    .crew()
                    .submit("change", c.context.config().limits().command().multipliedBy(2), this::made, answer -> {
                        if (c.at(this)) {
                            answered(answer);
                        } else {
                            Reverting.late(c, List.of(id), repair.trial);
                        }
                    });
        }
    }

    private List<AppliedChange> made() throws RefusedException, IOException {
        CaseContext desk = c.context;
        SourceFiles sources = desk.sources(c.process, repair.trial);
        desk.tools().rehearsal().compile(sources, proposal.fix().changes());
        if (repair.trial == Mode.LIVE) {
            desk.tools().rehearsal().verify(id, sources, proposal.fix().changes(), folder -> view(sources, folder));
        }
        return desk.tools()
                .applier()
                .apply(
                        id,
                        new ChangeTarget(sources.definition()),
                        sources,
                        proposal.fix().changes());
    }

    private SourceFiles view(SourceFiles of, java.nio.file.Path folder) {
        try {
            return c.context.viewOf(of.definition(), folder);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void answered(TimedExecutor.Answer<List<AppliedChange>> answer) {
        if (answer instanceof TimedExecutor.Done<List<AppliedChange>> done) {
            c.context
                    .fixes()
                    .addEvent(
                            id,
                            FixStore.Event.of(
                                            FixRecord.State.TRYING,
                                            "applied",
                                            Optional.of(repair.trial),
                                            proposal.fix().reason())
                                    .by(by)
                                    .made(done.value()));
            start();
        } else {
            String why = answer instanceof TimedExecutor.Failed<List<AppliedChange>> failed
                    ? failed.words()
                    : "took too long";
            new Reverting(c, repair).failed("was not made: " + why, Reverting.Blame.of(answer));
        }
    }

    @Override
    public boolean noticed(Issue issue, InstanceId at) {
        return at.mode() == repair.trial && TrialWatch.dismissLateOutput(c.context, issue, known);
    }

    @Override
    public boolean runs(InstanceId at) {
        return at.mode() == repair.trial;
    }

    private void start() {
        Set<InstanceId> instances = c.instances(repair.trial);
        HealthLevel before = TrialWatch.healthBefore(c.context, instances);
        c.go(new Verifying(c, repair, known, before));
        c.context
                .tools()
                .rolling()
                .restart(instances, "to try " + proposal.fix().reason());
    }
}
