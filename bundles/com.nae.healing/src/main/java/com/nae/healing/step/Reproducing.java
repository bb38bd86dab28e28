package com.nae.healing.step;

import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueTracker;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Autonomy;
import com.nae.healing.exec.SerialScheduler;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Next;
import com.nae.healing.flow.Repair;
import com.nae.healing.record.FixEvent;
import com.nae.healing.record.Proposal;
import java.time.Duration;
import java.util.Set;

/**
 * The step that reproduces the failure in the mode where the fix is to be tried. If it does not occur there, the fix is
 * not applied, because nothing could prove it.
 */
final class Reproducing extends CaseStep {
    private final Proposal proposal;
    private final Mode mode;
    private SerialScheduler.Timer timer = () -> {};
    private boolean shown;

    Reproducing(Case c, Next.Reproduce next) {
        super(c);
        proposal = next.proposal();
        mode = next.mode();
    }

    @Override
    public void enter() {
        c.status(Issue.Status.HEALING, proposal.fix().reason());
        c.hold().hold("a repair is being tried: " + proposal.fix().reason());
        if (c.evidence().facts().shownIn(mode)) {
            shown();
            return;
        }
        if (c.instances(mode).isEmpty()) {
            notShown("the " + mode.word() + " was stopped on purpose");
            return;
        }
        context.instances(c.process(), mode).stream()
                .filter(s -> !s.pid().isPresent())
                .forEach(s -> context.processes()
                        .restart(s.id(), "to show " + c.issue().type() + " here, too"));
        Duration limit = c.proofWindow();
        timer = context.schedule(limit, () -> notShown("not shown in the sandbox within " + limit.toSeconds() + " s"));
    }

    private void notShown(String how) {
        String why = how + ", so nothing was tried";
        c.note(c.open(proposal).id(), FixEvent.failed(why));
        complete(c.attemptFailed(proposal.fix().reason() + ": " + why, false));
    }

    @Override
    public void occurred(Issue issue, InstanceId at) {
        if (at.mode() == mode) {
            shown();
        }
    }

    @Override
    public void factFound() {
        if (c.evidence().facts().any(mode)) {
            reproduced();
        }
    }

    /** Its output shows the failure. The fact that goes with it comes a little later. */
    private void shown() {
        c.evidence().consultInterpreters();
        if (c.evidence().facts().any(mode)) {
            reproduced();
        } else if (!shown) {
            shown = true;
            timer.cancel();
            timer = context.schedule(IssueTracker.REPORT_DELAY, this::reproduced);
        }
    }

    private void reproduced() {
        if (!isPresent()) {
            return;
        }
        Repair repair = new Repair(mode);
        Repair.Part part = c.open(proposal);
        Autonomy autonomy = c.autonomy(mode, Set.of(c.issue().family().word()));
        if (autonomy == Autonomy.AUTO) {
            complete(new Next.Apply(repair, part, c.evidence().allowedBy()));
        } else if (autonomy.compareTo(Autonomy.APPROVE) < 0) {
            String why = "its interpreter did not raise what its output shows";
            c.note(part.id(), FixEvent.suggested(why));
            c.status(Issue.Status.SUGGESTED, why + "; " + proposal.fix().reason());
            complete(new Next.End(Next.Outcome.LEFT_ALONE, ""));
        } else {
            repair.add(part);
            complete(new Next.AwaitApproval(repair, mode));
        }
    }

    @Override
    public void leave() {
        timer.cancel();
    }
}
