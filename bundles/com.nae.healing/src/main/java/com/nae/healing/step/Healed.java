package com.nae.healing.step;

import com.nae.api.issue.Issue;
import com.nae.api.process.Mode;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Next;
import com.nae.healing.flow.Repair;
import com.nae.healing.record.FixEvent;
import com.nae.healing.record.Proposal;
import java.util.Map;
import java.util.Optional;

/** The step that records that a repair holds on live, for every failure that it ended. It ends at once. */
final class Healed extends CaseStep {
    private final Repair repair;
    private final Map<String, String> facts;

    Healed(Case c, Next.Heal next) {
        super(c);
        repair = next.repair();
        facts = next.facts();
    }

    @Override
    public void enter() {
        for (Repair.Part part : repair.parts()) {
            Proposal proposal = part.proposal();
            String reason = proposal.fix().reason();
            c.note(part.id(), FixEvent.healed(Optional.of(Mode.LIVE), reason).measured(facts));
            context.resolve(proposal.issue().id(), Issue.Status.HEALED, reason);
            context.learn(proposal, true);
        }
        Issue issue = c.issue();
        complete(new Next.End(
                Next.Outcome.HEALED, issue.type() + " " + issue.subject() + " is healed: " + repair.summary()));
    }
}
