package com.nae.healing.flow;

import com.nae.api.healing.Fix;
import com.nae.healing.context.CaseContext;
import com.nae.healing.healers.HealerRegistry;
import com.nae.healing.record.Proposal;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;

/** The proposals of one case, best first, and the results of the attempts so far. */
public final class Candidates {
    private final CaseContext context;
    private final Deque<Proposal> remaining = new ArrayDeque<>();
    private Optional<Proposal> suggestion = Optional.empty();
    private String setback = "";
    private int failed;
    private int unanswered;

    Candidates(CaseContext context) {
        this.context = context;
    }

    /** Ranks the proposals of the healers by their chance. An earlier suggestion stays if there is no new one. */
    public void rank(HealerRegistry.Advice advice) {
        remaining.clear();
        advice.proposals().stream()
                .filter(p -> !p.fix().isSuggestion())
                .filter(this::isAllowed)
                .sorted(Comparator.comparingDouble(context::chance).reversed())
                .forEach(remaining::add);
        suggestion = advice.proposals().stream()
                .filter(p -> p.fix().isSuggestion())
                .max(Comparator.comparingDouble(p -> p.fix().confidence()))
                .or(() -> suggestion);
    }

    /** Whether neither a ban, nor the track record, nor the limit of the fix itself forbids it. */
    private boolean isAllowed(Proposal p) {
        Fix fix = p.fix();
        long limit = fix.terms().limit();
        boolean tooOften = limit > 0
                && context.fixes()
                                .applied(
                                        p.issue().process(),
                                        fix.pattern(),
                                        context.now().minus(fix.terms().window()))
                        >= limit;
        return !tooOften && context.isAllowed(p.issue().fingerprint(), fix.pattern());
    }

    /** Takes the best proposal that is left; empty where there is none, or all attempts are used up. */
    public Optional<Proposal> poll() {
        return isExhausted() ? Optional.empty() : Optional.ofNullable(remaining.poll());
    }

    /** What the healers suggest to the operator, if no fix works. */
    public Optional<Proposal> suggestion() {
        return suggestion;
    }

    /** Counts a failed attempt. @param why in one sentence */
    void attemptFailed(String why) {
        failed++;
        setback = why;
    }

    public int failed() {
        return failed;
    }

    /** Why the last attempt failed; empty where none did. */
    public String setback() {
        return setback;
    }

    /** Whether as many attempts failed as the configuration allows. */
    public boolean isExhausted() {
        return failed >= context.config().attempts();
    }

    /** How many rounds of questions healers could not answer, this one included. */
    public int countUnanswered() {
        return ++unanswered;
    }

    /** Whether healers that could not answer are asked again. */
    public boolean mayAskAgain() {
        return unanswered < context.config().attempts();
    }
}
