package com.nae.healing.flow;

import com.nae.api.process.InstanceId;
import com.nae.healing.context.CaseContext;
import com.nae.healing.exec.SerialScheduler;
import com.nae.healing.proof.CaseEvidence;
import com.nae.healing.trial.FailureInterval;
import java.time.Duration;

/**
 * The hold of one case on the starts of its instances. It applies only while they fail in a hot loop, and for at most
 * {@code hold_max}, so that a slow repair does not keep a program down.
 */
public final class CaseHold {
    /** A program that runs longer than this between two failures does useful work, so it is not held. */
    private static final Duration HOT_LOOP = Duration.ofSeconds(30);

    private final CaseContext context;
    private final String owner;
    private final CaseEvidence failing;
    private final FailureInterval interval;
    private SerialScheduler.Timer limit = () -> {};
    private boolean on;
    private String reason = "";

    /**
     * @param owner fingerprint of the case, under which the holds are kept
     * @param failing the instances of the case; the set grows while the case is open
     */
    CaseHold(CaseContext context, String owner, CaseEvidence failing, FailureInterval interval) {
        this.context = context;
        this.owner = owner;
        this.failing = failing;
        this.interval = interval;
    }

    /** Holds the instances if they fail in a hot loop. @param why for the operator */
    public void hold(String why) {
        reason = why;
        if (interval.meanInterval().compareTo(HOT_LOOP) < 0) {
            failing.failing().stream()
                    .filter(failing::hasJustFailed)
                    .forEach(id -> context.holds().hold(id, owner, why));
            if (!on) {
                on = true;
                limit = context.schedule(context.config().holdMax(), this::release);
            }
        }
    }

    /** Extends the hold to an instance that has begun to fail. */
    void add(InstanceId id) {
        if (on && failing.hasJustFailed(id)) {
            context.holds().hold(id, owner, reason);
        }
    }

    /** Leaves the holds to the next step, which then releases them. The time limit no longer applies. */
    public void handOver() {
        on = false;
        limit.cancel();
    }

    /** Ends all holds of the case. */
    public void release() {
        handOver();
        context.holds().release(owner);
    }
}
