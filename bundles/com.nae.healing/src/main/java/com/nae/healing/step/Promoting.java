package com.nae.healing.step;

import com.nae.api.healing.ChangeLog.AppliedChange;
import com.nae.api.process.Mode;
import com.nae.healing.change.ChangeTarget;
import com.nae.healing.change.RefusedException;
import com.nae.healing.change.SourceFiles;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Next;
import com.nae.healing.flow.Repair;
import com.nae.healing.record.FixEvent;
import com.nae.healing.trial.Baseline;
import java.io.IOException;
import java.util.List;

/** The step that makes the proven changes of the sandbox on live, and restarts live. */
final class Promoting extends ChangingStep {
    private final String by;

    Promoting(Case c, Next.Promote next) {
        super(c, next.repair(), Mode.LIVE);
        by = next.by();
    }

    @Override
    public void enter() {
        changeWithin(c.fingerprint(), repair.last().id());
    }

    @Override
    List<String> changes() {
        return repair.ids();
    }

    @Override
    List<AppliedChange> change() throws RefusedException, IOException {
        SourceFiles sources = context.sources().of(c.process(), Mode.LIVE);
        return context.tools()
                .applier()
                .applyProven(repair.ids(), repair.trial(), new ChangeTarget(sources.definition()), sources);
    }

    /** Records all changes with the last fix, because those of several fixes are made as one. */
    @Override
    void changed(List<AppliedChange> made) {
        for (Repair.Part part : repair.parts()) {
            String reason = part.proposal().fix().reason();
            c.note(part.id(), FixEvent.promoted(reason).by(by).made(part == repair.last() ? made : List.of()));
        }
    }

    @Override
    Next watch(Baseline baseline) {
        return new Next.Observe(repair, baseline);
    }

    @Override
    String failure() {
        return "could not be made on live";
    }

    @Override
    String restartReason() {
        return "with " + repair.summary();
    }

    @Override
    void restarted() {
        c.hold().release();
    }
}
