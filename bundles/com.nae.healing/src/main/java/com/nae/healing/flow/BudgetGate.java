package com.nae.healing.flow;

import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.healing.context.CaseContext;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The check of the budgets that restarts and repairs share. When a budget is spent, the operator is notified and the
 * repair continues after a pause.
 */
public final class BudgetGate {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetGate.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private BudgetGate() {}

    /**
     * Takes one unit for each instance of a mode. It comes out of the budget of the failure and, on live, out of the
     * budget of the instance too.
     *
     * @return whether every budget had a unit left; the others are charged either way
     */
    public static boolean tryTake(Case c, Mode mode, String fingerprint, String what) {
        return tryTake(c, c.instances(mode), fingerprint, what);
    }

    /** Takes one unit for each of these instances. */
    public static boolean tryTake(Case c, Set<InstanceId> instances, String fingerprint, String what) {
        boolean all = true;
        for (InstanceId id : instances) {
            all &= tryTake(c, id, fingerprint, what);
        }
        return all;
    }

    private static boolean tryTake(Case c, InstanceId id, String fingerprint, String what) {
        boolean own = id.mode() == Mode.SANDBOX || c.context().restartBudget().spend(id, what);
        return spend(c.context(), fingerprint, id) && own;
    }

    /** Takes one unit out of the budget of a failure for an instance; false when none is left. */
    static boolean spend(CaseContext context, String fingerprint, InstanceId id) {
        return context.processes()
                .definition(id.process(), id.mode())
                .map(d -> context.records().budget().spend(fingerprint, id, d.restart(), context.now()))
                .orElse(true);
    }

    /** Escalates the live instances of a case that are down, and continues with {@code rest} after a pause. */
    public static void continueSlowly(Case c, Runnable rest) {
        CaseContext context = c.context();
        String spent = "the budget of restarts and repairs is spent ("
                + c.issue().type() + " " + c.issue().subject() + "); the next repair is made slowly";
        LOG.warn("{}: {}", c.process(), spent);
        for (InstanceId id : c.instances(Mode.LIVE)) {
            if (context.isDown(id)) {
                context.processes().escalate(id, spent);
                context.holds().reapply(id);
            }
        }
        context.schedule(PAUSE, rest);
    }
}
