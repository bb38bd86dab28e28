package com.nae.healing.exec;

import java.time.Duration;
import java.time.Instant;

/** One thread's worth of work, done in order; what has to wait is a timer. */
public interface SerialScheduler {
    Instant now();

    /** Does a task on the thread, after those handed in before. */
    void execute(Runnable task);

    /** Does a task on the thread after a delay, unless it is cancelled. */
    Timer schedule(Duration delay, Runnable task);

    /** A task to come. */
    interface Timer {
        void cancel();
    }
}
