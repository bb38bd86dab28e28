package com.nae.healing.exec;

import java.time.Duration;
import java.time.Instant;

/** A scheduler that runs all tasks on one thread, one after the other. Nothing blocks on it: a delay is a timer. */
public interface SerialScheduler {
    /** The current time, which tests control. */
    Instant now();

    /** Runs a task on the thread, after the tasks that were submitted before. */
    void execute(Runnable task);

    /** Runs a task on the thread after a delay, unless it is cancelled. */
    Timer schedule(Duration delay, Runnable task);

    /** A scheduled task. */
    interface Timer {
        /** Cancels the task. Without effect if it has run. */
        void cancel();
    }
}
