package com.nae.healing;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.nae.api.healing.ChangeLog.Made;
import com.nae.api.healing.FixRecord;
import com.nae.api.health.Level;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.healing.change.Refused;
import com.nae.healing.change.Site;
import com.nae.healing.change.SourceFiles;

/** Makes the changes of a fix where it is tried, and starts the instances with it. On live the fix is rehearsed first. */
final class Trying extends Step {
    private final Repair repair;
    private final Proposal proposal;
    private final String by;
    private final Set<String> known;

    Trying(Case c, Repair repair, Proposal proposal, String by) {
        super(c);
        this.repair = repair;
        this.proposal = proposal;
        this.by = by;
        known = Watch.known(c);
    }

    @Override
    void enter() {
        String id = c.desk.fixes().propose(proposal);
        repair.add(new Repair.Part(id, proposal));
        if (repair.trial == Mode.LIVE && c.instances(Mode.LIVE).stream().anyMatch(i -> !c.desk.processes().spend(i, "repair " + id))) {
            Pace.slowly(c, () -> make(id));
        } else {
            make(id);
        }
    }

    private void make(String id) {
        if (c.at(this)) {
            c.desk.crew().ask("change", c.desk.config().limits().command().multipliedBy(2), () -> made(id), answer -> {
                if (c.at(this)) {
                    answered(id, answer);
                }
            });
        }
    }

    private List<Made> made(String id) throws Refused, IOException {
        Desk desk = c.desk;
        SourceFiles sources = desk.sources(c.process, repair.trial);
        desk.tools().rehearsal().compile(sources, proposal.fix().changes());
        if (repair.trial == Mode.LIVE) {
            desk.tools().rehearsal().verify(id, sources, proposal.fix().changes(), folder -> view(sources, folder));
        }
        return desk.tools().bench().make(id, new Site(sources.definition()), sources, proposal.fix().changes());
    }

    private SourceFiles view(SourceFiles of, java.nio.file.Path folder) {
        try {
            return c.desk.view(of.definition(), folder);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void answered(String id, Crew.Answer<List<Made>> answer) {
        if (answer instanceof Crew.Done<List<Made>> done) {
            c.desk.fixes().note(id, Fixes.Event.of(FixRecord.State.TRYING, "applied", Optional.of(repair.trial), proposal.fix().reason()).by(by).made(done.value()));
            start();
        } else {
            String why = answer instanceof Crew.Failed<List<Made>> failed ? failed.words() : "took too long";
            new Retreat(c, repair).failed("was not made: " + why, false);
        }
    }

    @Override
    boolean noticed(Issue issue, InstanceId at) {
        return at.mode() == repair.trial && Watch.lastWords(c.desk, issue, known);
    }

    @Override
    boolean running() {
        return true;
    }

    private void start() {
        Set<InstanceId> instances = c.instances(repair.trial);
        Level before = Watch.level(c.desk, instances);
        c.go(new Verifying(c, repair, known, before));
        for (InstanceId id : instances) {
            c.desk.processes().restart(id, "to try " + proposal.fix().reason());
        }
    }
}
