package com.nae.healing.flow;

import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Autonomy;
import com.nae.api.process.ProcessEvent;
import com.nae.healing.context.CaseContext;
import com.nae.healing.context.Config;
import com.nae.healing.record.FixEvent;
import com.nae.healing.record.Proposal;
import com.nae.healing.trial.FailureInterval;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The handling of one failure of one process by the pipeline. Used on the thread {@code nae-healing}. */
public final class Case implements ProcessLocks.Holder {
    private static final Logger LOG = LoggerFactory.getLogger(Case.class);

    /** What all cases share: the locks of the processes, the pipeline that maps a {@link Next} to a step, the end. */
    record Flow(ProcessLocks<Case> locks, BiFunction<Case, Next, Step> pipeline, Consumer<Case> onEnd) {}

    private final CaseContext context;
    private final Flow flow;
    private final String process;
    private final String fingerprint;
    private final FailureInterval interval = new FailureInterval();
    private final Set<InstanceId> failing = new TreeSet<>();
    private final CaseHold hold;
    private final Candidates candidates;
    private Next.Outcome outcome = Next.Outcome.GIVEN_UP;
    private boolean broken;
    private boolean closed;
    private Issue issue;
    private Step step = () -> {};

    Case(CaseContext context, Flow flow, Issue issue) {
        this.context = context.guarded(this::broken);
        this.flow = flow;
        this.issue = issue;
        process = issue.process();
        fingerprint = issue.fingerprint();
        hold = new CaseHold(this.context, fingerprint, failing, interval);
        candidates = new Candidates(this.context);
    }

    public CaseContext context() {
        return context;
    }

    @Override
    public String process() {
        return process;
    }

    public String fingerprint() {
        return fingerprint;
    }

    /** The failure, as it last occurred. */
    public Issue issue() {
        return issue;
    }

    /** The instances that showed the failure. */
    public Set<InstanceId> failing() {
        return failing;
    }

    public FailureInterval interval() {
        return interval;
    }

    public CaseHold hold() {
        return hold;
    }

    public Candidates candidates() {
        return candidates;
    }

    Step step() {
        return step;
    }

    Next.Outcome outcome() {
        return outcome;
    }

    boolean isBroken() {
        return broken;
    }

    // ---- the pipeline

    /** Whether the case is at this step. */
    public boolean isAt(Step some) {
        return step == some;
    }

    /** Takes the next step. A case that has ended takes none. */
    public void go(Next next) {
        if (closed) {
            return;
        }
        if (next instanceof Next.End end) {
            close(end);
        } else {
            take(next);
        }
    }

    private void take(Next next) {
        Step following = flow.pipeline().apply(this, next);
        step.leave();
        step = following;
        step.enter();
    }

    private void close(Next.End end) {
        closed = true;
        outcome = broken ? Next.Outcome.BROKEN : end.outcome();
        try {
            take(end);
            hold.release();
        } finally {
            flow.locks().release(this);
            flow.onEnd().accept(this);
        }
    }

    /** Ends a case, and its holds, of which a task failed. Its unfinished changes are settled later. */
    private void broken(RuntimeException e) {
        if (!broken) {
            broken = true;
            LOG.error("a step of healing {} failed; its case is taken up again later", issue.id(), e);
            safely(() -> go(new Next.End(Next.Outcome.BROKEN, "")));
        }
    }

    /** Runs a task of the case. An exception ends the case. */
    @Override
    public void safely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            broken(e);
        }
    }

    /**
     * Requests the lock of the process.
     *
     * @param whenFree is called when the case gets the lock later
     * @return whether the case has it now; then {@code whenFree} is never called
     */
    public boolean lock(Runnable whenFree) {
        return flow.locks().acquire(this, whenFree);
    }

    /** Runs a task as soon as the case has the lock of its process. */
    public void whenLocked(Runnable task) {
        if (lock(task)) {
            task.run();
        }
    }

    /** Gives the lock of the process back, so that another case can repair it. */
    public void unlock() {
        flow.locks().release(this);
    }

    /**
     * Records a failed attempt, whose changes have been rolled back.
     *
     * @param askAgain whether the healers are asked again, since the files of the program changed
     */
    public Next attemptFailed(String why, boolean askAgain) {
        candidates.attemptFailed(why);
        return askAgain && !candidates.isExhausted() ? new Next.Propose() : new Next.Choose();
    }

    // ---- events

    /** Records an occurrence of the failure, at any step. */
    void note(Issue now, InstanceId at) {
        issue = now;
        failing.add(at);
        interval.failed(at, now.lastSeen(), context.processes().status(at).flatMap(s -> s.started()));
    }

    /** Takes an occurrence of the failure. A held case also holds an instance that fails for the first time. */
    void occurred(Issue now, InstanceId at) {
        note(now, at);
        if (!step.needsRunning(at)) {
            hold.add(at);
        }
        step.occurred(now, at);
    }

    /** Whether the present step caused another failure of the process. */
    boolean claims(Issue other, InstanceId at) {
        try {
            return step.claims(other, at);
        } catch (RuntimeException e) {
            broken(e);
            return false;
        }
    }

    void changed(ProcessEvent event) {
        step.changed(event);
    }

    // ---- the issue and its fixes

    /** Sets the status of the issue: a repair is under way. */
    public void healing(String why) {
        status(Issue.Status.HEALING, why);
    }

    /** Sets the status of the issue: it waits for an endpoint. */
    public void waiting(String why) {
        status(Issue.Status.WAITING, why);
    }

    /** Sets the status of the issue. @param why in one sentence, for the operator */
    public void status(Issue.Status status, String why) {
        context.resolve(issue.id(), status, why);
    }

    /** Opens the record of a proposal. @return the fix, as a part of a repair */
    public Repair.Part open(Proposal proposal) {
        return new Repair.Part(context.fixes().propose(proposal), proposal);
    }

    /** Adds an event to the record of a fix and to the change log. */
    public void note(String fix, FixEvent event) {
        context.fixes().addEvent(fix, event);
    }

    /** How long the failure must stay away before it counts as gone. */
    public Duration proofWindow() {
        Config config = context.config();
        return interval.proofWindow(config.verifyMin(), config.verifyMax());
    }

    /** How far healing may go by itself in a mode with failures of these families: the lowest of their settings. */
    public Autonomy autonomy(Mode mode, Set<String> families) {
        return context.processes()
                .definition(process, mode)
                .flatMap(d -> families.stream().map(f -> d.healing().of(f)).min(Comparator.naturalOrder()))
                .orElse(Autonomy.OBSERVE);
    }

    /** The instances that a repair in a mode concerns, running or not, apart from those stopped on purpose. */
    public Set<InstanceId> instances(Mode mode) {
        Set<InstanceId> ids = new TreeSet<>();
        context.instances(process, mode).forEach(s -> ids.add(s.id()));
        return ids;
    }
}
