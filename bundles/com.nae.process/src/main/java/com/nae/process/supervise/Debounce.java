package com.nae.process.supervise;

import com.nae.process.posix.EventLoop;
import java.time.Duration;

/** Something that is done once when nobody has asked for it for a while. Owned by the loop's thread. */
final class Debounce {
    private final EventLoop loop;
    private final Duration quiet;
    private EventLoop.Timer timer;

    Debounce(EventLoop loop, Duration quiet) {
        this.loop = loop;
        this.quiet = quiet;
    }

    /** Asks for it, in place of what was asked for before. */
    void trigger(Runnable action) {
        if (timer != null) {
            timer.cancel();
        }
        timer = loop.schedule(quiet, action);
    }
}
