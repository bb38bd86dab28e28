package com.nae.process.instance;

import com.nae.api.process.ExitStatus;
import com.nae.api.process.ProcessState;
import com.nae.process.adopt.Adoption;
import com.nae.process.adopt.WorkerRecord;
import com.nae.process.launch.Worker;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Gives a new instance its first state, from what an earlier runtime has left: its program is adopted, what was stopped
 * on purpose stays down, what ended is treated by the restart policy, all else is started. Owned by the supervisor's
 * thread.
 */
public final class InstanceRestorer {
    private static final String STOPPED_ON_PURPOSE = "stopped on purpose";
    private final InstanceRuntime runtime;
    private final Adoption adoption;

    public InstanceRestorer(InstanceRuntime runtime, Adoption adoption) {
        this.runtime = runtime;
        this.adoption = adoption;
    }

    public void restore(Instance instance) {
        List<Adoption.Claim> claims = adoption.take(instance.id());
        boolean stopped = runtime.journal().record(instance.id()).stopped();
        if (claims.size() > 1) {
            String why = "processes " + pids(claims) + " both claim to be it; stop all but one";
            instance.enter(ProcessState.UNKNOWN, why, false);
        } else if (claims.size() == 1) {
            adopt(instance, claims.get(0));
            if (stopped) {
                instance.stop(STOPPED_ON_PURPOSE);
            }
        } else if (stopped) {
            instance.stop(STOPPED_ON_PURPOSE);
        } else {
            restoreEnded(instance);
        }
    }

    private static String pids(List<Adoption.Claim> claims) {
        return claims.stream().map(c -> String.valueOf(c.pid())).collect(Collectors.joining(" and "));
    }

    private void adopt(Instance instance, Adoption.Claim claim) {
        try {
            Worker worker = runtime.launcher().adopt(instance, claim);
            instance.runs(worker);
            instance.memory().adopted(worker.pid());
            instance.enter(ProcessState.STARTING, "adopted", false);
            instance.startPhase().begin(worker.uptime());
        } catch (IOException gone) {
            endedUnobserved(instance);
        }
    }

    /** Nothing of it runs, and it was not stopped on purpose. */
    private void restoreEnded(Instance instance) {
        WorkerRecord last = runtime.journal().record(instance.id());
        boolean ofThisBoot = last.bootId().equals(runtime.launcher().bootId());
        if (!last.ended() && last.pid() != 0) {
            endedUnobserved(instance);
        } else if (last.exit().isPresent() && ofThisBoot) {
            endedObserved(instance, last.exit().get());
        } else if (instance.definition().schedule().run().isPresent()) {
            runtime.scheduledRuns().plan(instance);
        } else if (instance.definition().autostart()) {
            instance.start("");
        }
    }

    /** The program ended while no runtime was there; its exit status is lost. */
    private void endedUnobserved(Instance instance) {
        ExitStatus unknown = ExitStatus.unknown(Instant.now());
        instance.statusPublisher().lastExit = unknown;
        runtime.journal().ended(instance.id(), unknown);
        instance.memory().ended();
        instance.restarts().afterUnobservedExit();
    }

    /** An earlier runtime saw the program end: what had ended for good stays down. */
    private static void endedObserved(Instance instance, ExitStatus exit) {
        instance.statusPublisher().lastExit = exit;
        instance.restarts().afterJournalledExit();
    }
}
