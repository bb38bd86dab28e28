package com.nae.health.probe;

import java.time.Duration;

/** The one thread on which all workers live, and its clock. */
interface ProbeTimer {
    /** Runs it on that thread soon. */
    void runSoon(Runnable what);

    /** Runs it on that thread later, unless cancelled. @return cancels it */
    Runnable schedule(Duration delay, Runnable what);
}
