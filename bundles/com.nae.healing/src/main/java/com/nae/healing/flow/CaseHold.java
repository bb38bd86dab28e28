package com.nae.healing.flow;

import com.nae.api.process.InstanceId;
import com.nae.healing.exec.SerialScheduler;
import java.time.Duration;

/** Holds back the starts of a case's instances while they fail in a hot loop, for a bounded time. */
public final class CaseHold {
    /** A program that fails less often than this works in between, so it is not held back while a repair is tried. */
    private static final Duration HOT = Duration.ofSeconds(30);

    private final Case c;
    private SerialScheduler.Timer end = () -> {};
    private boolean on;
    private String reason = "";

    CaseHold(Case c) {
        this.c = c;
    }

    public void hold(String why) {
        reason = why;
        if (c.interval.meanInterval().compareTo(HOT) < 0) {
            c.failing.forEach(id -> c.context.tools().holds().hold(id, c.fingerprint, why));
            if (!on) {
                on = true;
                end = c.context.loop().schedule(c.context.config().holdMax(), this::release);
            }
        }
    }

    /** Holds what has begun to fail, too. */
    void more(InstanceId at) {
        if (on) {
            c.context.tools().holds().hold(at, c.fingerprint, reason);
        }
    }

    /** Leaves the holds to the step that comes, which ends them itself. */
    public void leave() {
        on = false;
        end.cancel();
    }

    public void release() {
        leave();
        c.context.tools().holds().release(c.fingerprint);
    }
}
