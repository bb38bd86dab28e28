package com.nae.healing.step;

import com.nae.api.healing.Change;
import com.nae.api.health.HealthLevel;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.healing.exec.SerialScheduler;
import com.nae.healing.flow.BudgetGate;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Next;
import com.nae.healing.record.FixEvent;
import com.nae.healing.record.Proposal;
import com.nae.healing.trial.Baseline;
import com.nae.healing.trial.TrialWatch;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The step that restarts the failing instances after a delay, and watches whether the failure stays away. */
final class Restarting extends CaseStep implements TrialWatch.Listener {
    private final Proposal proposal;
    private final String reason;
    private final Set<InstanceId> instances;
    private String id;
    private SerialScheduler.Timer timer = () -> {};
    private Optional<TrialWatch> watch = Optional.empty();

    Restarting(Case c, Next.Restart next) {
        super(c);
        proposal = next.proposal();
        reason = proposal.fix().reason();
        instances = Set.copyOf(c.evidence().ended());
    }

    @Override
    public boolean concerns(String fix) {
        return fix.equals(id);
    }

    @Override
    public void enter() {
        c.hold().handOver();
        id = c.open(proposal).id();
        c.note(id, FixEvent.restarting(reason));
        c.status(Issue.Status.HEALING, reason);
        instances.forEach(i -> context.holds().hold(i, c.fingerprint(), reason));
        timer = context.schedule(delay(), this::restart);
    }

    private Duration delay() {
        return proposal.fix().changes().stream()
                .filter(Change.Restart.class::isInstance)
                .map(r -> ((Change.Restart) r).after())
                .findFirst()
                .orElse(Duration.ZERO);
    }

    /** When the budget is spent, the instances are escalated, and the process manager restarts them slowly. */
    private void restart() {
        boolean affordable =
                BudgetGate.tryTake(c, instances, c.fingerprint(), proposal.fix().pattern());
        if (!affordable) {
            String spent =
                    "the budget of restarts and repairs is spent (" + c.issue().type() + ")";
            instances.forEach(i -> context.processes().escalate(i, spent));
        }
        Set<String> own = Set.of(c.fingerprint());
        watch = Optional.of(new TrialWatch(
                context,
                new TrialWatch.Terms(
                        instances, own, issue -> false, c.proofWindow(), new Baseline(own, HealthLevel.CRITICAL)),
                this));
        if (affordable) {
            instances.forEach(i -> context.processes().restart(i, reason));
        }
        instances.forEach(i -> context.holds().release(i, c.fingerprint()));
    }

    @Override
    public void occurred(Issue issue, InstanceId at) {
        watch.ifPresent(w -> w.occurred(issue, at));
    }

    @Override
    public void changed(ProcessEvent event) {
        watch.ifPresent(w -> w.changed(event));
    }

    @Override
    public void leave() {
        timer.cancel();
        watch.ifPresent(TrialWatch::end);
    }

    @Override
    public void quiet(Map<String, String> facts) {
        c.note(id, FixEvent.healed(Optional.empty(), reason).measured(facts));
        c.status(Issue.Status.HEALED, reason);
        complete(new Next.End(Next.Outcome.HEALED, c.issue().type() + " is gone: " + reason));
    }

    @Override
    public void recurred(Issue issue) {
        fail("the failure came again");
    }

    @Override
    public void newFailure(Issue issue) {
        fail("it led to " + issue.type());
    }

    @Override
    public void broken(String why) {
        fail(why);
    }

    @Override
    public void inconclusive(String why) {
        fail(why);
    }

    private void fail(String why) {
        c.note(id, FixEvent.failed(why));
        complete(c.attemptFailed(reason + ": " + why, false));
    }
}
