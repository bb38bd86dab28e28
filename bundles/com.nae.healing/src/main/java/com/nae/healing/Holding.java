package com.nae.healing;

import com.nae.api.process.InstanceId;
import java.time.Duration;

/** Holds back the starts of a case's instances while they fail in a hot loop, for a bounded time. */
final class Holding {
    /** A program that fails less often than this works in between, so it is not held back while a repair is tried. */
    private static final Duration HOT = Duration.ofSeconds(30);

    private final Case c;
    private Loop.Timer end = () -> {};
    private boolean on;
    private String reason = "";

    Holding(Case c) {
        this.c = c;
    }

    void hold(String why) {
        reason = why;
        if (c.rhythm.mean().compareTo(HOT) < 0) {
            c.failing.forEach(id -> c.desk.tools().holds().hold(id, c.fingerprint, why));
            if (!on) {
                on = true;
                end = c.desk.loop().after(c.desk.config().holdMax(), this::release);
            }
        }
    }

    /** Holds what has begun to fail, too. */
    void more(InstanceId at) {
        if (on) {
            c.desk.tools().holds().hold(at, c.fingerprint, reason);
        }
    }

    /** Leaves the holds to the step that comes, which ends them itself. */
    void leave() {
        on = false;
        end.cancel();
    }

    void release() {
        leave();
        c.desk.tools().holds().release(c.fingerprint);
    }
}
