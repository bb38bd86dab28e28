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

/**
 * The step that waits for the approval of the operator, without a time limit. Meanwhile neither a hold nor the lock of
 * the process is kept: the program follows its own restart rules, and other cases may repair it.
 */
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

    /** Approves by policy if the autonomy has been raised to {@code auto} in the meantime. */
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
                target == repair.trial() // not tried yet: the approval is for the trial itself
                        ? new Next.Apply(new Repair(target), repair.last(), by)
                        : new Next.Promote(repair, by)));
        return true;
    }
}
