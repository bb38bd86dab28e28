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

/** A step that makes the changes of a repair in one mode, as far as the budget allows, and restarts the instances. */
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

    /** Makes the changes; called on a thread of its own. */
    abstract List<AppliedChange> change() throws RefusedException, IOException;

    /** The changes are made: records that. */
    abstract void changed(List<AppliedChange> made);

    /** The instances are to be restarted with the changes. @param reason of the restart */
    abstract Next watch(Baseline baseline);

    /** The fixes that {@link #change} makes. */
    abstract List<String> changes();

    /** Takes the budget for the change, then makes it. Without budget it is made slowly. */
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
            takeBackLate();
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

    /** What the record says of changes that could not be made. */
    abstract String failure();

    private void restart() {
        Set<InstanceId> instances = c.instances(mode);
        complete(watch(new Baseline(known, Baseline.level(context, instances))));
        context.tools().rolling().restart(instances, restartReason());
        restarted();
    }

    /** Why the instances are restarted, for the operator. */
    abstract String restartReason();

    /** The restart is under way. */
    void restarted() {}

    /** The changes were made for a case that has gone elsewhere meanwhile. */
    private void takeBackLate() {
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
