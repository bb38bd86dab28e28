package com.nae.healing.step;

import com.nae.api.healing.ChangeLog.AppliedChange;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.healing.change.RefusedException;
import com.nae.healing.exec.TimedExecutor;
import com.nae.healing.flow.BudgetGate;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Next;
import com.nae.healing.flow.Repair;
import com.nae.healing.trial.Baseline;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * A step that makes the changes of a repair in one mode and restarts the instances. It draws on the budget of restarts
 * and repairs.
 */
abstract class ChangingStep extends CaseStep {
    protected final Repair repair;
    protected final Mode mode;
    private final Set<String> known;

    ChangingStep(Case c, Repair repair, Mode mode) {
        super(c);
        this.repair = repair;
        this.mode = mode;
        known = Baseline.knownFailures(context, c.process());
    }

    /** Makes the changes. Called on a thread of the pool. */
    abstract List<AppliedChange> change() throws RefusedException, IOException;

    /** Records that the changes are made. */
    abstract void changed(List<AppliedChange> made);

    /** The step that watches the instances after the restart. @param baseline the state before the changes */
    abstract Next watch(Baseline baseline);

    /** The fixes that {@link #change} makes. */
    abstract List<String> changes();

    /** Charges the budget and makes the change. When the budget is spent, the change is made after a pause. */
    protected final void changeWithin(String fingerprint, String fix) {
        if (BudgetGate.tryTake(c, mode, fingerprint, "repair " + fix)) {
            begin();
        } else {
            BudgetGate.continueSlowly(c, this::begin);
        }
    }

    private void begin() {
        if (isPresent()) {
            context.executor()
                    .submit(
                            "change",
                            context.config().limits().command().multipliedBy(2),
                            this::change,
                            this::answered);
        }
    }

    private void answered(TimedExecutor.Answer<List<AppliedChange>> answer) {
        if (!isPresent()) {
            undoLateChanges();
        } else if (answer instanceof TimedExecutor.Done<List<AppliedChange>> done) {
            changed(done.value());
            restart();
        } else if (answer instanceof TimedExecutor.Failed<List<AppliedChange>> failed) {
            boolean stale = failed.why() instanceof RefusedException.Stale;
            notMade(failed.words(), stale ? Next.Blame.CHANGED_FILES : Next.Blame.NOBODY);
        } else {
            notMade("took too long", Next.Blame.NOBODY);
        }
    }

    private void notMade(String why, Next.Blame blame) {
        complete(Next.Revert.trial(repair, failure() + ": " + why, blame));
    }

    /** How the record describes changes that could not be made. */
    abstract String failure();

    /** Begins to watch before it restarts, so that no event of the restart is missed. */
    private void restart() {
        Set<InstanceId> instances = c.instances(mode);
        complete(watch(new Baseline(known, Baseline.level(context, instances))));
        context.tools().rolling().restart(instances, restartReason());
        restarted();
    }

    /** The reason of the restart, in words for the operator. */
    abstract String restartReason();

    /** Called when the restart is under way. */
    void restarted() {}

    /** Undoes changes that were made after the case had gone on, for example because the operator rejected the fix. */
    private void undoLateChanges() {
        context.executor()
                .submit(
                        "undo",
                        context.config().limits().command(),
                        () -> context.tools()
                                .rollback()
                                .rollBack(Set.copyOf(changes()), mode)
                                .changedAnything(),
                        answer -> {
                            if (answer instanceof TimedExecutor.Done<Boolean> done && done.value()) {
                                context.tools()
                                        .rolling()
                                        .restartAfterRollback(
                                                c.instances(mode),
                                                "a change that nobody waits for any more was taken back");
                            }
                        });
    }

    @Override
    public boolean claims(Issue issue, InstanceId at) {
        return at.mode() == mode && Baseline.dismissLateOutput(context, issue, known);
    }

    @Override
    public boolean concerns(String fix) {
        return repair.ids().contains(fix);
    }
}
