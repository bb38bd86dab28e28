package com.nae.healing;

import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Autonomy;

/** Waits for a person's yes, for as long as it takes; the program goes on as its own rules say. */
final class AwaitingApproval extends Step {
    private final Repair repair;
    private final Mode target;
    private boolean approved;

    AwaitingApproval(Case c, Repair repair, Mode target) {
        super(c);
        this.repair = repair;
        this.target = target;
    }

    @Override
    void enter() {
        String words = "nae approve " + repair.last().id() + " lets it go to " + target.word() + ": " + repair.words();
        for (Repair.Part part : repair.parts()) {
            FixRecord record = c.desk.fixes().get(part.id());
            c.desk.fixes()
                    .note(
                            part.id(),
                            Fixes.Event.of(
                                            FixRecord.State.AWAITING_APPROVAL,
                                            record.state() == FixRecord.State.PROVEN ? "proven" : "proposed",
                                            record.mode(),
                                            "waits for approval")
                                    .measured(java.util.Map.of()));
        }
        c.desk.neighbours().tracker().resolve(c.issue().id(), Issue.Status.AWAITING_APPROVAL, words);
        c.holding.release();
        c.benches.leave(c);
    }

    @Override
    boolean concerns(String fix) {
        return repair.ids().contains(fix);
    }

    /** A mind that was changed meanwhile: what now needs no yes waits for none. */
    @Override
    void occurred(Issue issue, InstanceId at) {
        if (at.mode() == target && c.autonomy(target, repair.families()) == Autonomy.AUTO) {
            approve("policy");
        }
    }

    /** Somebody said yes; false where that was said already. */
    boolean approve(String by) {
        if (approved) {
            return false;
        }
        approved = true;
        repair.ids()
                .forEach(id -> c.desk.fixes()
                        .note(
                                id,
                                Fixes.Event.of(
                                                FixRecord.State.AWAITING_APPROVAL,
                                                "approved",
                                                c.desk.fixes().get(id).mode(),
                                                "")
                                        .by(by)));
        Runnable on = () -> {
            if (target == repair.trial) {
                c.go(new Trying(c, new Repair(repair.trial), repair.last(), by));
            } else {
                c.go(new Promoting(c, repair, by));
            }
        };
        if (c.benches.take(c, on)) {
            on.run();
        }
        return true;
    }
}
