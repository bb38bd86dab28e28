package com.nae.healing.flow;

import com.nae.api.evidence.RaisedException;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Autonomy;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessStatus;
import com.nae.healing.context.CaseContext;
import com.nae.healing.proof.CaseEvidence;
import com.nae.healing.record.FixEvent;
import com.nae.healing.record.Proposal;
import com.nae.healing.trial.FailureInterval;
import com.nae.healing.trial.RunStarts;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The handling of one failure of one process by the pipeline. Used on the thread {@code nae-healing}. */
public final class Case implements ProcessLocks.Holder {
    private static final Logger LOG = LoggerFactory.getLogger(Case.class);

    /** What all cases share: the locks of the processes, the pipeline that maps a {@link Next} to a step, the end. */
    record Flow(
            ProcessLocks<Case> locks, RunStarts starts, BiFunction<Case, Next, Step> pipeline, Consumer<Case> onEnd) {}

    private final CaseContext context;
    private final Flow flow;
    private final String process;
    private final FailureInterval interval = new FailureInterval();
    private final CaseEvidence evidence;
    private final CaseHold hold;
    private final Candidates candidates;
    private Next.Outcome outcome = Next.Outcome.GIVEN_UP;
    private boolean broken;
    private boolean closed;
    private Step step = () -> {};

    Case(CaseContext context, Flow flow, Issue issue) {
        this.context = context.guarded(this::broken);
        this.flow = flow;
        process = issue.process();
        evidence = new CaseEvidence(this.context, issue);
        hold = new CaseHold(this.context, issue.fingerprint(), evidence, interval);
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
        return issue().fingerprint();
    }

    /** The failure, as it last occurred. */
    public Issue issue() {
        return evidence.issue();
    }

    /** What its instances and their interpreters have shown. */
    public CaseEvidence evidence() {
        return evidence;
    }

    /** The instances that showed the failure. */
    public Set<InstanceId> failing() {
        return evidence.failing();
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
            LOG.error("a step of healing {} failed; its case is taken up again later", issue().id(), e);
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
        evidence.shown(now, at);
        interval.failed(at, now.lastSeen(), flow.starts().startOf(at, now.lastSeen()));
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

    /** The program of an instance ended with the failure. */
    void ended(Issue now, InstanceId at) {
        evidence.shown(now, at);
        if (!step.needsRunning(at)) {
            hold.add(at);
        }
        step.factFound();
        step.ended(at);
    }

    /** An interpreter of the process reports an exception, which may be this failure. */
    void raised(RaisedException exception) {
        if (evidence.raised(exception)) {
            step.factFound();
        }
    }

    void changed(ProcessEvent event) {
        step.changed(event);
    }

    // ---- the issue and its fixes

    /** Sets the status of the issue. @param why in one sentence, for the operator */
    public void status(Issue.Status status, String why) {
        context.resolve(issue().id(), status, why);
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
        return interval.proofWindow(
                context.config().verifyMin(), context.config().verifyMax());
    }

    /**
     * How far healing may go by itself in a mode: the least of the settings of the families, and of what the facts
     * allow.
     */
    public Autonomy autonomy(Mode mode, Set<String> families) {
        return evidence.autonomy(mode, families);
    }

    /** The instances that a repair in a mode concerns, running or not, apart from those stopped on purpose. */
    public Set<InstanceId> instances(Mode mode) {
        return context.instances(process, mode).stream()
                .map(ProcessStatus::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
