package com.nae.healing.step;

import com.nae.api.issue.Issue;
import com.nae.api.process.ProcessDefinition.Autonomy;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Next;
import com.nae.healing.flow.Repair;
import com.nae.healing.healers.HealerRegistry;
import com.nae.healing.record.FixEvent;
import com.nae.healing.record.Proposal;
import java.util.Optional;
import java.util.Set;

/** The step that asks the healers for a further fix, because the trial of a repair uncovered another failure. */
final class Extending extends CaseStep {
    private final Repair repair;
    private final Issue issue;
    private final String setback;

    Extending(Case c, Next.Extend next) {
        super(c);
        repair = next.repair();
        issue = next.issue();
        setback = next.setback();
    }

    @Override
    public void enter() {
        context.askHealers(issue, repair.trial(), this::advised);
    }

    private void advised(HealerRegistry.Advice advice) {
        if (!isPresent()) {
            return;
        }
        Optional<Proposal> more = advice.proposals().stream()
                .filter(Proposal::changesProgram)
                .filter(p ->
                        context.banned().allows(issue.fingerprint(), p.fix().pattern()))
                .findFirst();
        boolean auto = c.autonomy(repair.trial(), Set.of(issue.family().word())) == Autonomy.AUTO;
        if (more.isPresent() && auto) {
            c.note(repair.last().id(), FixEvent.applied(repair.trial(), setback + "; more is tried on top"));
            complete(new Next.Apply(repair, c.open(more.get()), "policy"));
        } else {
            dismiss(c, issue);
            complete(Next.Revert.trial(repair, setback, Next.Blame.FIX));
        }
    }

    /** Closes the issue of a failure that a fix caused and that ends with its rollback. */
    static void dismiss(Case c, Issue issue) {
        if (!issue.fingerprint().equals(c.fingerprint())) {
            c.context().resolve(issue.id(), Issue.Status.HEALED, "came with a fix that was taken back");
        }
    }
}
