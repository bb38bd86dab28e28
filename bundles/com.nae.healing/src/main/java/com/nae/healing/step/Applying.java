package com.nae.healing.step;

import com.nae.api.healing.Change;
import com.nae.api.healing.ChangeLog.AppliedChange;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.healing.change.ChangeTarget;
import com.nae.healing.change.RefusedException;
import com.nae.healing.change.Rehearsal;
import com.nae.healing.change.SourceFiles;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Next;
import com.nae.healing.record.FixEvent;
import com.nae.healing.record.Proposal;
import com.nae.healing.trial.Baseline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The step that makes the changes of a fix in the mode of its trial, and restarts the instances. On live, where there
 * is no sandbox, the fix is rehearsed on a copy first.
 */
final class Applying extends ChangingStep {
    private final Proposal proposal;
    private final String id;
    private final String by;

    Applying(Case c, Next.Apply next) {
        super(c, next.repair(), next.repair().trial());
        proposal = next.part().proposal();
        id = next.part().id();
        by = next.by();
        repair.add(next.part());
    }

    @Override
    public void enter() {
        if (repair.parts().size() > 1) {
            context.fixes().group(repair.ids());
        }
        changeWithin(proposal.issue().fingerprint(), id);
    }

    @Override
    List<String> changes() {
        return List.of(id);
    }

    @Override
    List<AppliedChange> change() throws RefusedException, IOException {
        List<Change> changes = proposal.fix().changes();
        Rehearsal rehearsal = context.tools().rehearsal();
        SourceFiles sources = context.sources().of(c.process(), mode);
        rehearsal.compile(sources, changes);
        if (mode == Mode.LIVE) {
            rehearsal.verify(id, sources, changes, copy -> sourcesIn(copy, sources));
        }
        return context.tools().applier().apply(id, new ChangeTarget(sources.definition()), sources, changes);
    }

    private SourceFiles sourcesIn(Path copy, SourceFiles sources) {
        try {
            return context.sources().of(sources.definition(), copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void changed(List<AppliedChange> made) {
        c.note(
                id,
                FixEvent.applied(mode, proposal.fix().reason())
                        .by(by)
                        .made(made)
                        .measured(Map.of("evidence", c.evidence().facts().words())));
    }

    @Override
    Next watch(Baseline baseline) {
        return new Next.Verify(repair, baseline);
    }

    @Override
    String failure() {
        return "was not made";
    }

    @Override
    String restartReason() {
        return "to try " + proposal.fix().reason();
    }

    @Override
    public boolean needsRunning(InstanceId at) {
        return at.mode() == mode;
    }
}
