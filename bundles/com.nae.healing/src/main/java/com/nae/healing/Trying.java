package com.nae.healing;

import com.nae.api.healing.ChangeLog.AppliedChange;
import com.nae.api.healing.FixRecord;
import com.nae.api.health.HealthLevel;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.healing.change.Refused;
import com.nae.healing.change.Site;
import com.nae.healing.change.SourceFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the changes of a fix where it is tried, and starts the instances with it. On live the fix is rehearsed first.
 */
final class Trying extends Step {
    private final Repair repair;
    private final Proposal proposal;
    private final String id;
    private final String by;
    private final Set<String> known;

    Trying(Case c, Repair repair, Proposal proposal, String by) {
        this(c, repair, new Repair.Part(c.desk.fixes().propose(proposal), proposal), by);
    }

    /** @param part comes on top of what the repair holds already */
    Trying(Case c, Repair repair, Repair.Part part, String by) {
        super(c);
        this.repair = repair;
        this.proposal = part.proposal();
        this.id = part.id();
        this.by = by;
        repair.add(part);
        known = Watch.known(c);
    }

    @Override
    boolean concerns(String fix) {
        return repair.ids().contains(fix);
    }

    @Override
    void enter() {
        if (repair.parts().size() > 1) {
            c.desk.fixes().join(repair.ids());
        }
        if (Pace.affords(c, repair.trial, proposal.issue().fingerprint(), "repair " + id)) {
            make();
        } else {
            Pace.slowly(c, this::make);
        }
    }

    private void make() {
        if (c.at(this)) {
            c.desk.crew().ask("change", c.desk.config().limits().command().multipliedBy(2), this::made, answer -> {
                if (c.at(this)) {
                    answered(answer);
                } else {
                    Retreat.late(c, List.of(id), repair.trial);
                }
            });
        }
    }

    private List<AppliedChange> made() throws Refused, IOException {
        Desk desk = c.desk;
        SourceFiles sources = desk.sources(c.process, repair.trial);
        desk.tools().rehearsal().compile(sources, proposal.fix().changes());
        if (repair.trial == Mode.LIVE) {
            desk.tools().rehearsal().verify(id, sources, proposal.fix().changes(), folder -> view(sources, folder));
        }
        return desk.tools()
                .bench()
                .make(
                        id,
                        new Site(sources.definition()),
                        sources,
                        proposal.fix().changes());
    }

    private SourceFiles view(SourceFiles of, java.nio.file.Path folder) {
        try {
            return c.desk.view(of.definition(), folder);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void answered(Crew.Answer<List<AppliedChange>> answer) {
        if (answer instanceof Crew.Done<List<AppliedChange>> done) {
            c.desk.fixes()
                    .note(
                            id,
                            Fixes.Event.of(
                                            FixRecord.State.TRYING,
                                            "applied",
                                            Optional.of(repair.trial),
                                            proposal.fix().reason())
                                    .by(by)
                                    .made(done.value()));
            start();
        } else {
            String why = answer instanceof Crew.Failed<List<AppliedChange>> failed ? failed.words() : "took too long";
            new Retreat(c, repair).failed("was not made: " + why, Retreat.Blame.of(answer));
        }
    }

    @Override
    boolean noticed(Issue issue, InstanceId at) {
        return at.mode() == repair.trial && Watch.lastWords(c.desk, issue, known);
    }

    @Override
    boolean runs(InstanceId at) {
        return at.mode() == repair.trial;
    }

    private void start() {
        Set<InstanceId> instances = c.instances(repair.trial);
        HealthLevel before = Watch.level(c.desk, instances);
        c.go(new Verifying(c, repair, known, before));
        c.desk.tools().rolling().restart(instances, "to try " + proposal.fix().reason());
    }
}
