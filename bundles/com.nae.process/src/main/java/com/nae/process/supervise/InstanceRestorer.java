package com.nae.process.supervise;

import com.nae.process.adopt.Adoption;
import com.nae.process.adopt.WorkerRecord;
import com.nae.process.instance.Instance;
import com.nae.process.instance.InstanceRuntime;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Gives a new instance its first state, from what an earlier runtime has left: its program is adopted, what was stopped
 * on purpose stays down, what ended is treated by the restart policy, all else is started. Owned by the supervisor's
 * thread.
 */
final class InstanceRestorer {
    private static final String STOPPED_ON_PURPOSE = "stopped on purpose";

    private final InstanceRuntime runtime;
    private final Adoption adoption;

    InstanceRestorer(InstanceRuntime runtime, Adoption adoption) {
        this.runtime = runtime;
        this.adoption = adoption;
    }

    void restore(Instance instance) {
        List<Adoption.Claim> claims = adoption.take(instance.id());
        boolean stopped = runtime.journal().record(instance.id()).stopped();
        if (claims.size() > 1) {
            instance.markAmbiguous("processes " + pids(claims) + " both claim to be it; stop all but one");
        } else if (claims.size() == 1) {
            adopt(instance, claims.get(0));
            if (stopped) {
                instance.stop(STOPPED_ON_PURPOSE);
            }
        } else if (stopped) {
            instance.stop(STOPPED_ON_PURPOSE);
        } else {
            begin(instance);
        }
    }

    /** Nothing of it runs, and it was not stopped on purpose. */
    private void begin(Instance instance) {
        WorkerRecord last = runtime.journal().record(instance.id());
        boolean exitIsOfThisBoot = last.bootId().equals(runtime.launcher().bootId());
        if (!last.ended() && last.pid() != 0) {
            instance.endedUnobserved();
        } else if (last.exit().isPresent() && exitIsOfThisBoot) {
            instance.restoreExit(last.exit().get());
        } else if (instance.definition().schedule().run().isPresent()) {
            runtime.scheduledRuns().plan(instance);
        } else if (instance.definition().autostart()) {
            instance.start("");
        }
    }

    private static void adopt(Instance instance, Adoption.Claim claim) {
        try {
            instance.adopt(claim);
        } catch (IOException gone) {
            instance.endedUnobserved();
        }
    }

    private static String pids(List<Adoption.Claim> claims) {
        return claims.stream().map(c -> String.valueOf(c.pid())).collect(Collectors.joining(" and "));
    }
}
