package com.nae.process.instance;

import com.nae.process.posix.EventLoop;
import java.time.Instant;

/**
 * The one timer of an instance: its next start, or the limit of the start that is under way. Owned by the supervisor's
 * thread.
 */
final class InstanceTimer {
    private final StatusPublisher status;
    private EventLoop.Timer timer;

    InstanceTimer(StatusPublisher status) {
        this.status = status;
    }

    boolean isSet() {
        return timer != null;
    }

    /** Sets it, in place of what it was set to before. */
    void set(EventLoop.Timer next) {
        cancel();
        timer = next;
    }

    /** Sets it to the next start, which the status shows. */
    void setStart(EventLoop.Timer next, Instant at) {
        set(next);
        status.nextStart = at;
    }

    /** Calls off what it was set to. */
    void cancel() {
        if (isSet()) {
            timer.cancel();
            timer = null;
        }
        status.nextStart = null;
    }
}
