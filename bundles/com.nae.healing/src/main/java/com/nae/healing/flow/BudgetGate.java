package com.nae.healing.flow;

import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.healing.context.CaseContext;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The budgets that restarts and repairs draw on. When one is spent, the operator is notified and the repair goes on
 * slowly.
 */
public final class BudgetGate {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetGate.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private BudgetGate() {}

    /**
     * Takes one unit for each instance of a mode: out of the failure's budget and, on live, out of the instance's own.
     *
     * @return whether all had one left; units are taken either way
     */
    public static boolean tryTake(Case c, Mode mode, String fingerprint, String what) {
        return tryTake(c, c.instances(mode), fingerprint, what);
    }

    /** The same for some instances. */
    public static boolean tryTake(Case c, Set<InstanceId> instances, String fingerprint, String what) {
        boolean all = true;
        for (InstanceId id : instances) {
            all &= tryTake(c, id, fingerprint, what);
        }
        return all;
    }

    private static boolean tryTake(Case c, InstanceId id, String fingerprint, String what) {
        boolean own = id.mode() == Mode.SANDBOX || c.context().processes().spend(id, what);
        return spend(c.context(), fingerprint, id) && own;
    }

    /** Takes one unit out of the budget that a failure has for an instance. */
    static boolean spend(CaseContext context, String fingerprint, InstanceId id) {
        return context.processes()
                .definition(id.process(), id.mode())
                .map(d -> context.records().budget().spend(fingerprint, id, d.restart(), context.now()))
                .orElse(true);
    }

    /** Escalates the live instances of a case that are down, and runs the rest after a pause. */
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
