package com.nae.healing.step;

import com.nae.api.issue.Issue;
import com.nae.api.process.Mode;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Next;
import java.util.Map;

/** The step that watches live after a promotion. A repair that does not hold is rolled back without approval. */
final class Observing extends TrialStep {
    Observing(Case c, Next.Observe next) {
        super(c, next.repair(), Mode.LIVE, next.baseline());
    }

    @Override
    public void recurred(Issue issue) {
        broken("the failure came again on live");
    }

    @Override
    public void newFailure(Issue issue) {
        broken("on live it led to " + issue.type() + ": " + issue.message());
    }

    @Override
    public void broken(String why) {
        complete(Next.Revert.everywhere(repair, why));
    }

    @Override
    public void inconclusive(String why) {
        complete(
                repair.trial() == Mode.LIVE
                        ? Next.Revert.trial(repair, why, Next.Blame.NOBODY)
                        : Next.Revert.onLive(repair, why));
    }

    @Override
    public void quiet(Map<String, String> facts) {
        complete(new Next.Heal(repair, facts));
    }
}
