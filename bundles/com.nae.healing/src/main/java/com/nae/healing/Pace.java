package com.nae.healing;

import java.time.Duration;

import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;

/** What happens when the budget of restarts and repairs is spent: a person is asked, and the repair goes on slowly. */
final class Pace {
    private static final Duration SLOW = Duration.ofSeconds(5);

    private Pace() {
    }

    /** Escalates the live instances of a case that are down, and does the rest after a pause. */
    static void slowly(Case c, Runnable rest) {
        for (InstanceId id : c.instances(Mode.LIVE)) {
            boolean down = c.desk.processes().status(id).map(s -> !s.pid().isPresent()).orElse(false);
            if (down) {
                c.desk.processes().escalate(id, "the budget of restarts and repairs is spent (" + c.issue().type() + " " + c.issue().subject() + "); the next repair is made slowly");
                c.desk.tools().holds().again(id);
            }
        }
        c.desk.loop().after(SLOW, rest);
    }
}
