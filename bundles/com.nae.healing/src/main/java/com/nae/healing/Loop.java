package com.nae.healing;

import java.time.Duration;
import java.time.Instant;

/** One thread's worth of work, done in order; what has to wait is a timer. */
public interface Loop {
    Instant now();

    /** Does a task on the thread, after those handed in before. */
    void run(Runnable task);

    /** Does a task on the thread after a delay, unless it is cancelled. */
    Timer after(Duration delay, Runnable task);

    /** A task to come. */
    interface Timer {
        void cancel();
    }
}
