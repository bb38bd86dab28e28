package com.nae.healing.step;

import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Autonomy;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Next;
import com.nae.healing.flow.Repair;
import com.nae.healing.record.FixEvent;

/** Waits for the approval of the operator, without a limit. The program goes on as its own rules say. */
final class AwaitingApproval extends CaseStep {
    private final Repair repair;
    private final Mode target;
    private boolean approved;

    AwaitingApproval(Case c, Next.AwaitApproval next) {
        super(c);
        repair = next.repair();
        target = next.target();
    }

    @Override
    public void enter() {
        for (String id : repair.ids()) {
            FixRecord record = context.fixes().get(id);
            c.note(id, FixEvent.awaitingApproval(record.state(), record.mode()));
        }
        c.status(
                Issue.Status.AWAITING_APPROVAL,
                "nae approve " + repair.last().id() + " lets it go to " + target.word() + ": " + repair.summary());
        c.hold().release();
        c.unlock();
    }

    @Override
    public boolean concerns(String fix) {
        return repair.ids().contains(fix);
    }

    /** The autonomy may have been raised meanwhile: then no approval is needed any more. */
    @Override
    public void occurred(Issue issue, InstanceId at) {
        if (at.mode() == target && c.autonomy(target, repair.families()) == Autonomy.AUTO) {
            approve("policy");
        }
    }

    @Override
    public boolean approve(String by) {
        if (approved) {
            return false;
        }
        approved = true;
        for (String id : repair.ids()) {
            c.note(id, FixEvent.approved(context.fixes().get(id).mode()).by(by));
        }
        c.whenLocked(() -> complete(
                target == repair.trial()
                        ? new Next.Apply(new Repair(target), repair.last(), by)
                        : new Next.Promote(repair, by)));
        return true;
    }
}
