package com.nae.healing;

import com.nae.api.healing.ChangeLog.AppliedChange;
import com.nae.api.healing.FixRecord;
import com.nae.api.health.HealthLevel;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.healing.change.Site;
import com.nae.healing.change.SourceFiles;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes on live what is proven in the sandbox, and starts live with it. */
final class Promoting extends Step {
    private final Repair repair;
    private final String by;
    private final Set<String> known;

    Promoting(Case c, Repair repair, String by) {
        super(c);
        this.repair = repair;
        this.by = by;
        known = Watch.known(c);
    }

    @Override
    boolean concerns(String fix) {
        return repair.ids().contains(fix);
    }

    @Override
    void enter() {
        if (Pace.affords(c, Mode.LIVE, c.fingerprint, "repair " + repair.last().id())) {
            make();
        } else {
            Pace.slowly(c, this::make);
        }
    }

    @Override
    boolean noticed(Issue issue, InstanceId at) {
        return at.mode() == Mode.LIVE && Watch.lastWords(c.desk, issue, known);
    }

    private void make() {
        if (c.at(this)) {
            c.desk.crew()
                    .ask(
                            "change",
                            c.desk.config().limits().command().multipliedBy(2),
                            () -> {
                                SourceFiles sources = c.desk.sources(c.process, Mode.LIVE);
                                return c.desk.tools()
                                        .bench()
                                        .repeat(repair.ids(), repair.trial, new Site(sources.definition()), sources);
                            },
                            answer -> {
                                if (c.at(this)) {
                                    answered(answer);
                                } else {
                                    Retreat.late(c, repair.ids(), Mode.LIVE);
                                }
                            });
        }
    }

    private void answered(Crew.Answer<List<AppliedChange>> answer) {
        if (answer instanceof Crew.Done<List<AppliedChange>> done) {
            for (Repair.Part part : repair.parts()) {
                boolean last = part == repair.last();
                c.desk.fixes()
                        .note(
                                part.id(),
                                Fixes.Event.of(
                                                FixRecord.State.OBSERVED,
                                                "promoted",
                                                Optional.of(Mode.LIVE),
                                                part.proposal().fix().reason())
                                        .by(by)
                                        .made(last ? done.value() : List.of()));
            }
            start();
        } else {
            String why = answer instanceof Crew.Failed<List<AppliedChange>> failed ? failed.words() : "took too long";
            new Retreat(c, repair).failed("could not be made on live: " + why, Retreat.Blame.of(answer));
        }
    }

    private void start() {
        Set<InstanceId> instances = c.instances(Mode.LIVE);
        HealthLevel before = Watch.level(c.desk, instances);
        c.go(new Observing(c, repair, known, before));
        c.desk.tools().rolling().restart(instances, "with " + repair.words());
        c.holding.release();
    }
}
