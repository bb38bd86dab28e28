package com.nae.health.probe;

import java.time.Duration;

/** The thread on which all probe workers live. */
interface ProbeTimer {
    /** Runs a task on that thread as soon as possible. */
    void runSoon(Runnable task);

    /** Runs a task on that thread after a delay. @return an action that cancels it */
    Runnable schedule(Duration delay, Runnable task);
}
