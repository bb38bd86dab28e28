package com.nae.healing.step;

import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Issue;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Autonomy;
import com.nae.healing.flow.Candidates;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Next;
import com.nae.healing.record.FixEvent;
import com.nae.healing.record.Proposal;
import java.util.Optional;
import java.util.Set;

/** The step that takes the best remaining proposal, or gives up and notifies the operator. It ends at once. */
final class Choosing extends CaseStep {
    private final Candidates candidates;

    Choosing(Case c, Next.Choose next) {
        super(c);
        candidates = c.candidates();
    }

    @Override
    public void enter() {
        Optional<Proposal> best = candidates.poll();
        complete(best.isPresent() ? take(best.get()) : giveUp());
    }

    /**
     * The next step for a proposal. Only one that changes the program needs a trial, and so the lock of the process.
     */
    private Next take(Proposal best) {
        Mode mode = context.trialMode(c.process()).orElse(Mode.LIVE);
        Autonomy autonomy = c.autonomy(mode, Set.of(c.issue().family().word()));
        if (autonomy.compareTo(Autonomy.APPROVE) < 0) {
            return suggest(best, "nae apply tries it: " + best.fix().reason());
        }
        boolean goesOn = c.evidence().ended().isEmpty();
        if (goesOn && (best.isWait() || !best.changesProgram())) {
            c.status(
                    Issue.Status.OPEN,
                    "the program goes on, so nothing is done: " + best.fix().reason());
            return new Next.End(Next.Outcome.LEFT_ALONE, "");
        }
        if (best.isWait()) {
            return new Next.AwaitEndpoint(best);
        }
        if (!best.changesProgram()) {
            return new Next.Restart(best);
        }
        if (c.lock(() -> c.go(new Next.Propose()))) {
            return new Next.Reproduce(best, mode);
        }
        c.status(Issue.Status.HEALING, "waits until another repair of " + c.process() + " is done");
        return new Next.Queue();
    }

    /** Prefers the suggestion of a healer; without one it escalates, or shows the last failed attempt. */
    private Next giveUp() {
        String setback = candidates.setback();
        if (candidates.suggestion().isPresent()) {
            Proposal suggestion = candidates.suggestion().get();
            String tried = setback.isEmpty() ? "" : " (tried: " + setback + ")";
            return suggest(suggestion, suggestion.fix().reason() + tried);
        }
        if (candidates.isExhausted()) {
            escalate(candidates.failed() + " attempts to repair " + c.issue().type() + " came to nothing, the last: "
                    + setback);
        } else if (!setback.isEmpty()) {
            c.status(Issue.Status.SUGGESTED, "needs the operator: " + setback);
        }
        return new Next.End(setback.isEmpty() ? Next.Outcome.UNANSWERED : Next.Outcome.GIVEN_UP, "");
    }

    private void escalate(String why) {
        c.failing().stream()
                .filter(id -> id.mode() == Mode.LIVE)
                .forEach(id -> context.processes().escalate(id, why));
        c.status(Issue.Status.ESCALATED, why);
    }

    /** Suggests a remedy to the operator, once for each fingerprint and pattern. */
    private Next suggest(Proposal proposal, String remedy) {
        if (!isSuggested(proposal)) {
            c.note(c.open(proposal).id(), FixEvent.suggested(remedy));
        }
        c.status(Issue.Status.SUGGESTED, remedy);
        return new Next.End(Next.Outcome.GIVEN_UP, "");
    }

    private boolean isSuggested(Proposal proposal) {
        return context.fixes().newestFirst().stream()
                .anyMatch(f -> f.state() == FixRecord.State.SUGGESTED
                        && f.fingerprint().equals(c.fingerprint())
                        && f.fix().pattern().equals(proposal.fix().pattern())
                        && f.fix().reason().equals(proposal.fix().reason()));
    }
}
