package com.nae.process.posix;

import java.time.Duration;

/** Runs an action once, when nobody has asked for it for a while. Owned by the loop's thread. */
public final class Debounce {
    private final EventLoop loop;
    private final Duration quiet;
    private EventLoop.Timer timer;

    public Debounce(EventLoop loop, Duration quiet) {
        this.loop = loop;
        this.quiet = quiet;
    }

    /** Asks for an action, in place of the one that was asked for before. */
    public void trigger(Runnable action) {
        if (timer != null) {
            timer.cancel();
        }
        timer = loop.schedule(quiet, action);
    }
}
