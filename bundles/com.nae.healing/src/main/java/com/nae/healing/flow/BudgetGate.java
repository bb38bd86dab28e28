package com.nae.healing.flow;

import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessStatus;
import com.nae.healing.context.CaseContext;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What restarts and repairs may cost, and what happens when that is spent: a person is asked, and the repair goes on
 * slowly.
 */
public final class BudgetGate {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetGate.class);
    private static final Duration SLOW = Duration.ofSeconds(5);

    private BudgetGate() {}

    /**
     * Takes one unit for each instance of a mode, out of the failure's budget and, in live, out of the instance's own;
     * false where one has none left.
     */
    public static boolean tryTake(Case c, Mode mode, String fingerprint, String what) {
        boolean rich = true;
        for (InstanceId id : c.instances(mode)) {
            rich &= tryTake(c, id, fingerprint, what);
        }
        return rich;
    }

    public static boolean tryTake(Case c, InstanceId id, String fingerprint, String what) {
        boolean own = id.mode() == Mode.SANDBOX || c.context.processes().spend(id, what);
        return spend(c.context, fingerprint, id) && own;
    }

    /** Takes one unit out of the budget of a failure for an instance. */
    static boolean spend(CaseContext desk, String fingerprint, InstanceId id) {
        Optional<ProcessDefinition> definition = desk.processes().definition(id.process(), id.mode());
        return definition.isEmpty()
                || desk.records()
                        .budget()
                        .spend(
                                fingerprint,
                                id,
                                definition.get().restart(),
                                desk.loop().now());
    }

    /** Escalates the live instances of a case that are down, and does the rest after a pause. */
    public static void continueSlowly(Case c, Runnable rest) {
        String spent = "the budget of restarts and repairs is spent ("
                + c.issue().type() + " " + c.issue().subject() + "); the next repair is made slowly";
        LOG.warn("{}: {}", c.process, spent);
        for (InstanceId id : c.instances(Mode.LIVE)) {
            if (!c.context
                    .processes()
                    .status(id)
                    .map(ProcessStatus::pid)
                    .map(pid -> pid.isPresent())
                    .orElse(true)) {
                c.context.processes().escalate(id, spent);
                c.context.tools().holds().reapply(id);
            }
        }
        c.context.loop().schedule(SLOW, rest);
    }
}
