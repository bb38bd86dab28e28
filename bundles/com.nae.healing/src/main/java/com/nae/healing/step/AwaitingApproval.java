package com.nae.healing.step;

import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Autonomy;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Repair;
import com.nae.healing.flow.Step;
import com.nae.healing.record.FixStore;

/** Waits for a person's yes, for as long as it takes; the program goes on as its own rules say. */
public final class AwaitingApproval extends Step {
    private final Repair repair;
    private final Mode target;
    private boolean approved;

    public AwaitingApproval(Case c, Repair repair, Mode target) {
        super(c);
        this.repair = repair;
        this.target = target;
    }

    @Override
    public void enter() {
        String words =
                "nae approve " + repair.last().id() + " lets it go to " + target.word() + ": " + repair.summary();
        for (Repair.Part part : repair.parts()) {
            FixRecord record = c.context.fixes().get(part.id());
            c.context
                    .fixes()
                    .addEvent(
                            part.id(),
                            FixStore.Event.of(
                                            FixRecord.State.AWAITING_APPROVAL,
                                            record.state() == FixRecord.State.PROVEN ? "proven" : "proposed",
                                            record.mode(),
                                            "waits for approval")
                                    .measured(java.util.Map.of()));
        }
        c.context.services().tracker().resolve(c.issue().id(), Issue.Status.AWAITING_APPROVAL, words);
        c.hold.release();
        c.locks.release(c);
    }

    @Override
    public boolean concerns(String fix) {
        return repair.ids().contains(fix);
    }

    /** A mind that was changed meanwhile: what now needs no yes waits for none. */
    @Override
    public void occurred(Issue issue, InstanceId at) {
        if (at.mode() == target && c.autonomy(target, repair.families()) == Autonomy.AUTO) {
            approve("policy");
        }
    }

    /** Somebody said yes; false where that was said already. */
    public boolean approve(String by) {
        if (approved) {
            return false;
        }
        approved = true;
        repair.ids()
                .forEach(id -> c.context
                        .fixes()
                        .addEvent(
                                id,
                                FixStore.Event.of(
                                                FixRecord.State.AWAITING_APPROVAL,
                                                "approved",
                                                c.context.fixes().get(id).mode(),
                                                "")
                                        .by(by)));
        Runnable on = () -> {
            if (target == repair.trial) {
                c.go(new Applying(c, new Repair(repair.trial), repair.last(), by));
            } else {
                c.go(new Promoting(c, repair, by));
            }
        };
        if (c.locks.acquire(c, on)) {
            on.run();
        }
        return true;
    }
}
