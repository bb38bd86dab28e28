package com.nae.healing.step;

import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Next;
import com.nae.healing.healers.HealerRegistry;
import java.time.Duration;

/** Asks the healers about the failure of the case, on the files of the mode where a fix would be tried. */
final class Proposing extends CaseStep {
    /** After this time healers that could not answer are asked again; later each time. */
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
            // a healer may only have been slow; the starts of a hot loop stay held meanwhile
            Duration delay = ASK_AGAIN.multipliedBy(c.candidates().countUnanswered());
            context.schedule(delay, () -> complete(new Next.Propose()));
            return;
        }
        c.candidates().rank(advice);
        complete(new Next.Choose());
    }
}
