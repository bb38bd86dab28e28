package com.nae.healing.step;

import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Next;
import com.nae.healing.healers.HealerRegistry;
import java.time.Duration;

/** The step that asks the healers about the failure, on the files of the mode where a fix would be tried. */
final class Proposing extends CaseStep {
    /** The first pause before healers that could not answer are asked again. It grows with each round. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(10);

    Proposing(Case c, Next.Propose next) {
        super(c);
    }

    @Override
    public void enter() {
        Issue issue = c.issue();
        if (issue.family() != Family.OTHER) {
            c.hold().hold("a repair of " + issue.type() + " " + issue.subject() + " is looked for");
        }
        context.trialMode(c.process())
                .ifPresentOrElse(
                        mode -> context.askHealers(issue, mode, this::advised),
                        () -> complete(new Next.End(Next.Outcome.GIVEN_UP, "")));
    }

    private void advised(HealerRegistry.Advice advice) {
        if (!isPresent()) {
            return;
        }
        boolean unanswered = advice.proposals().isEmpty() && advice.failures() > 0;
        if (unanswered && c.candidates().mayAskAgain()) {
            // A healer may only have been slow. The starts of a hot loop stay held in the meantime.
            Duration delay = ASK_AGAIN.multipliedBy(c.candidates().countUnanswered());
            context.schedule(delay, () -> complete(new Next.Propose()));
            return;
        }
        c.candidates().rank(advice);
        complete(new Next.Choose());
    }
}
