package com.nae.healing.step;

import com.nae.api.issue.Issue;
import com.nae.api.process.Mode;
import com.nae.healing.change.RefusedException;
import com.nae.healing.exec.TimedExecutor;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Next;
import com.nae.healing.flow.Repair;
import com.nae.healing.record.FixEvent;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** The step that rolls a repair back byte for byte, and records why. */
final class Reverting extends CaseStep {
    private final Repair repair;
    private final Next.Revert next;
    private final Set<Mode> modes;

    Reverting(Case c, Next.Revert next) {
        super(c);
        this.next = next;
        repair = next.repair();
        modes = switch (next.extent()) {
            case TRIAL -> EnumSet.of(repair.trial());
            case EVERYWHERE -> EnumSet.of(repair.trial(), Mode.LIVE);
            case LIVE -> EnumSet.of(Mode.LIVE);
        };
    }

    @Override
    public boolean concerns(String fix) {
        return repair.ids().contains(fix);
    }

    @Override
    public void enter() {
        context.executor().submit("undo", context.config().limits().command(), this::rollBack, answer -> {
            if (isPresent()) {
                rolledBack(next.why() + rollbackFailure(answer));
            }
        });
    }

    private boolean rollBack() throws RefusedException, IOException {
        for (Mode mode : modes) {
            context.tools().rollback().rollBack(Set.copyOf(repair.ids()), mode);
        }
        return true;
    }

    /**
     * Why the rollback failed, for the record; empty if it succeeded.
     *
     * @throws IllegalStateException if the rollback may succeed later, for example on a disk that is full now. The
     *     exception breaks the case, and {@code StartupRecovery} tries again.
     */
    private static String rollbackFailure(TimedExecutor.Answer<Boolean> answer) {
        if (!(answer instanceof TimedExecutor.Failed<Boolean> failed)) {
            return "";
        }
        if (!(failed.why() instanceof RefusedException)) {
            throw new IllegalStateException("a repair could not be taken back yet", failed.why());
        }
        return "; taking it back failed: " + failed.words();
    }

    private void rolledBack(String why) {
        switch (next.extent()) {
            case TRIAL -> failed(FixEvent.failed(why));
            case EVERYWHERE -> failed(FixEvent.rolledBack(why));
            case LIVE -> keepProven(why);
        }
    }

    private void failed(FixEvent event) {
        String why = event.detail();
        for (Repair.Part part : repair.parts()) {
            c.note(part.id(), event);
            if (next.blame() == Next.Blame.FIX) {
                ban(part, why);
            }
        }
        for (Mode mode : modes) {
            context.tools().rolling().restartAfterRollback(c.instances(mode), "repair taken back: " + why);
        }
        complete(c.attemptFailed(repair.summary() + ": " + why, next.blame() == Next.Blame.CHANGED_FILES));
    }

    private void ban(Repair.Part part, String why) {
        String fingerprint = part.proposal().issue().fingerprint();
        context.banned().ban(fingerprint, part.proposal().fix().pattern(), why, context.now());
        context.learn(part.proposal(), false);
    }

    /** Records that the repair is no longer on live and stays proven in the sandbox. */
    private void keepProven(String why) {
        for (String id : repair.ids()) {
            c.note(id, FixEvent.rolledBackOnLive(repair.trial(), why));
        }
        // The issue gets the reason alone, without a failure of the rollback.
        c.status(Issue.Status.PROVEN, "proven in the sandbox; on live " + next.why());
        complete(new Next.End(Next.Outcome.HEALED, ""));
    }
}
