package com.nae.healing.step;

import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Autonomy;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Next;
import com.nae.healing.flow.Repair;
import com.nae.healing.record.FixEvent;
import com.nae.healing.trial.TrialFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * The step that watches the trial of a repair. A failure that the fix only uncovered may get a further fix on top. All
 * fixes of a repair stand or fall together.
 */
final class Verifying extends TrialStep {
    /** The most fixes on top of each other. */
    private static final int MOST_PARTS = 6;

    Verifying(Case c, Next.Verify next) {
        super(c, next.repair(), next.repair().trial(), next.baseline());
    }

    /** The longer of the window that the fix asks for and the one that follows from the mean time between failures. */
    @Override
    Duration window() {
        Duration asked = repair.last().proposal().fix().terms().quiet();
        Duration window = super.window();
        return asked.compareTo(window) > 0 ? asked : window;
    }

    /**
     * Keeps the hold of other cases from stopping an instance on trial. The hold stays in force, and each start of the
     * trial is let through once.
     */
    @Override
    public void changed(ProcessEvent event) {
        if (event.id().mode() == mode) {
            boolean up = event.now().state() == ProcessState.RUNNING;
            boolean exited = event.exited() && event.now().pid().isEmpty();
            if (up || exited) {
                context.holds().reapply(event.id());
            } else if (event.before() == ProcessState.STOPPED && event.now().state() == ProcessState.BACKOFF) {
                context.holds().startOnce(event.id());
            }
        }
        super.changed(event);
    }

    @Override
    public boolean needsRunning(InstanceId at) {
        return at.mode() == mode;
    }

    // ---- the result of the trial

    @Override
    public void recurred(Issue issue) {
        if (!isInForce()) {
            String why = "its file was changed by somebody else while it was tried";
            complete(Next.Revert.trial(repair, why, Next.Blame.CHANGED_FILES));
        } else if (repair.stepwise() && repair.parts().size() < mostSteps()) {
            complete(new Next.Extend(repair, issue, "the failure came again"));
        } else {
            complete(Next.Revert.trial(repair, "the failure came again", Next.Blame.FIX));
        }
    }

    /** Whether the changes are still in place, so that the recurrence counts against the fix. */
    private boolean isInForce() {
        try {
            return context.tools().rollback().isInForce(Set.copyOf(repair.ids()), mode);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The most steps of a stepwise fix. On the only copy of the program, one start is reserved for the rollback. */
    private int mostSteps() {
        int attempts = context.config().attempts();
        boolean noCopy = mode == Mode.LIVE || !context.isRunning(c.process(), Mode.LIVE);
        return noCopy ? Math.max(1, attempts - 1) : attempts;
    }

    /**
     * A failure at a line of the repair, or of an unknown family, is the fault of the repair. Others may get a fix on
     * top.
     */
    @Override
    public void newFailure(Issue issue) {
        boolean nextStep = repair.stepwise() && issue.family() == c.issue().family();
        boolean hasRoom = repair.parts().size() < (nextStep ? mostSteps() : MOST_PARTS);
        if (!repair.wroteLine(issue) && issue.family() != Family.OTHER && hasRoom) {
            complete(new Next.Extend(repair, issue, "it led to " + issue.type() + " " + issue.subject()));
        } else {
            Extending.dismiss(c, issue);
            String why = "it led to " + issue.type() + ": " + issue.message();
            complete(Next.Revert.trial(repair, why, Next.Blame.FIX));
        }
    }

    @Override
    public void broken(String why) {
        complete(Next.Revert.trial(repair, why, Next.Blame.FIX));
    }

    @Override
    public void inconclusive(String why) {
        complete(Next.Revert.trial(repair, why, Next.Blame.NOBODY));
    }

    @Override
    public void quiet(Map<String, String> facts) {
        if (c.interval().isUnknown()) {
            inconclusive("nothing shows how soon the failure would have come again");
            return;
        }
        facts.put("reproduced", "true");
        facts.put("mean_interval_s", TrialFacts.seconds(c.interval().meanInterval()));
        FixEvent proven = FixEvent.proven(
                mode,
                "quiet for " + facts.get("quiet_s") + " s; it used to come after " + facts.get("mean_interval_s")
                        + " s");
        for (Repair.Part part : repair.parts()) {
            c.note(part.id(), proven.measured(facts));
        }
        c.instances(mode).forEach(id -> context.holds().release(id, c.fingerprint()));
        if (mode == Mode.LIVE) {
            complete(new Next.Heal(repair, facts));
        } else if (c.instances(Mode.LIVE).isEmpty() || !c.evidence().facts().shownIn(Mode.LIVE)) {
            endProven();
        } else if (c.autonomy(Mode.LIVE, repair.families()) == Autonomy.AUTO) {
            complete(new Next.Promote(repair, c.evidence().allowedBy()));
        } else {
            complete(new Next.AwaitApproval(repair, Mode.LIVE));
        }
    }

    /** Ends the case where live does not run: the repair stays in the sandbox until the operator approves it. */
    private void endProven() {
        String when = c.instances(Mode.LIVE).isEmpty() ? "" : "; it goes to live when the failure shows there";
        c.status(Issue.Status.PROVEN, "proven in the sandbox: " + repair.summary() + when);
        complete(new Next.End(
                Next.Outcome.GIVEN_UP,
                c.issue().type() + " is healed in the sandbox; nae approve "
                        + repair.last().id() + " takes the repair to live"));
    }
}
