package com.nae.healing.step;

import com.nae.api.evidence.RaisedException;
import com.nae.api.issue.Evidence;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueTracker;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Autonomy;
import com.nae.healing.exec.SerialScheduler;
import com.nae.healing.exec.TimedExecutor;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Next;
import com.nae.healing.flow.Repair;
import com.nae.healing.proof.CatchClause;
import java.time.Duration;
import java.util.Optional;

/**
 * The step that finds out what is certain about a failure: whether the program ended with it, whether its interpreter
 * raised it, or whether the program handles it. Nothing is done to a program before.
 */
final class Establishing extends CaseStep {
    /** The end of a program, and the report of its interpreter, come at most this long after its last output. */
    private static final Duration GRACE = IssueTracker.REPORT_DELAY;

    /** A failure that the program survives is repaired when it comes again. */
    private static final int SURVIVED_TIMES = 2;

    private static final String PYTHON = "python";
    private final Optional<Repair> earlier;
    private final boolean healed;
    private SerialScheduler.Timer timer = () -> {};

    Establishing(Case c, Next.Establish next) {
        super(c);
        earlier = next.earlier();
        healed = next.healed();
    }

    @Override
    public void enter() {
        c.evidence().consultInterpreters();
        if (!settled()) {
            holdWhatFailed();
            timer = context.schedule(isCaught() ? Duration.ZERO : GRACE, this::askForClause);
        }
    }

    private void holdWhatFailed() {
        if (c.issue().family() != Family.OTHER) {
            c.hold().hold("a repair of " + c.issue().type() + " " + c.issue().subject() + " is looked for");
        }
    }

    /** Whether the interpreter says that a frame has caught it, so that no end of the program is to be waited for. */
    private boolean isCaught() {
        return c.evidence().raised().flatMap(RaisedException::caught).isPresent();
    }

    @Override
    public void leave() {
        timer.cancel();
    }

    @Override
    public void factFound() {
        if (!settled() && isCaught()) {
            timer.cancel();
            timer = context.schedule(Duration.ZERO, this::askForClause);
        }
    }

    private boolean settled() {
        if (c.evidence().facts().settled()) {
            goOn();
        }
        return c.evidence().facts().settled();
    }

    /** The program goes on: its sources say how it deals with the failure. */
    private void askForClause() {
        c.evidence().consultInterpreters();
        if (!isPresent() || settled()) {
            return;
        }
        Mode mode = context.trialMode(c.process()).orElse(Mode.LIVE);
        if (!c.issue().language().equals(PYTHON)) {
            judge(CatchClause.UNKNOWN);
            return;
        }
        Optional<RaisedException> raised = c.evidence().raised();
        context.executor()
                .submit(
                        "clause",
                        context.config().limits().diagnosis(),
                        () -> CatchClause.find(context.sources().of(c.process(), mode), c.issue(), raised),
                        answer -> judge(
                                answer instanceof TimedExecutor.Done<CatchClause> done
                                        ? done.value()
                                        : CatchClause.UNKNOWN));
    }

    private void judge(CatchClause clause) {
        if (!isPresent() || settled()) {
            return;
        }
        boolean ending = c.evidence()
                .raised()
                .filter(raised -> raised.kind() == RaisedException.Kind.UNCAUGHT)
                .isPresent();
        if (ending) {
            goOn();
        } else if (clause.handles()) {
            c.evidence().note(Evidence.Kind.HANDLED, clause.words());
            c.status(Issue.Status.HANDLED, clause.words());
            complete(new Next.End(Next.Outcome.LEFT_ALONE, ""));
        } else if (c.evidence().facts().any() && c.issue().count() < SURVIVED_TIMES) {
            complete(new Next.End(Next.Outcome.SEEN_ONCE, ""));
        } else {
            if (c.evidence().facts().any()) {
                c.evidence()
                        .note(
                                Evidence.Kind.SURVIVED,
                                clause.text().isEmpty() ? "" : clause.text() + " at " + clause.place());
            }
            goOn();
        }
    }

    /** Asks the healers, or takes up an earlier repair: to live where it is proven, back where it did not hold. */
    private void goOn() {
        if (earlier.isEmpty()) {
            complete(new Next.Propose());
        } else if (healed) {
            rollBack(earlier.get());
        } else {
            promote(earlier.get());
        }
    }

    private void rollBack(Repair repair) {
        if (c.evidence().facts().any()) {
            c.whenLocked(() -> complete(Next.Revert.everywhere(repair, "the failure came back")));
        } else {
            complete(new Next.End(Next.Outcome.LEFT_ALONE, ""));
        }
    }

    private void promote(Repair repair) {
        c.evidence().facts().trust(repair.trial(), c.process(), context.now());
        if (c.autonomy(Mode.LIVE, repair.families()) == Autonomy.AUTO && repair.trial() != Mode.LIVE) {
            c.whenLocked(() -> complete(new Next.Promote(repair, "policy")));
        } else {
            complete(new Next.AwaitApproval(repair, Mode.LIVE));
        }
    }
}
