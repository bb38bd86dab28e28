package com.nae.healing.flow;

import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessState;
import com.nae.healing.context.CaseContext;
import java.util.HashSet;
import java.util.Set;

/**
 * The starts that the end of a wait let through. Each one on live that ends in the failure of the case is charged to
 * the budget of that failure.
 */
public final class ReleasedStarts {
    private final Case c;
    private final CaseContext context;
    /** The instances that were let through and have not failed since. */
    private final Set<InstanceId> released = new HashSet<>();

    public ReleasedStarts(Case c) {
        this.c = c;
        context = c.context();
    }

    public void released(InstanceId id) {
        released.add(id);
    }

    /** An instance failed. @return false if that start was let through, and the budget is spent */
    public boolean failed(InstanceId id) {
        return !released.remove(id) || id.mode() == Mode.SANDBOX || !isFatal(id) && spend(id);
    }

    private boolean isFatal(InstanceId id) {
        return context.processes()
                .status(id)
                .filter(s -> s.state() == ProcessState.FATAL)
                .isPresent();
    }

    private boolean spend(InstanceId id) {
        return context.processes()
                .definition(id.process(), id.mode())
                .map(d -> context.records().budget().spend(c.fingerprint(), id, d.restart(), context.now()))
                .orElse(true);
    }
}
