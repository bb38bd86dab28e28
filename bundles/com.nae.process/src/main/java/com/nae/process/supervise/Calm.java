package com.nae.process.supervise;

import com.nae.process.posix.Loop;
import java.time.Duration;

/** Something that is done once when nobody has asked for it for a while. Owned by the loop's thread. */
final class Calm {
    private final Loop loop;
    private final Duration quiet;
    private Loop.Timer timer;

    Calm(Loop loop, Duration quiet) {
        this.loop = loop;
        this.quiet = quiet;
    }

    /** Asks for it, in place of what was asked for before. */
    void then(Runnable action) {
        if (timer != null) {
            timer.cancel();
        }
        timer = loop.after(quiet, action);
    }
}
