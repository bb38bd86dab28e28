package com.nae.health.probe;

import java.time.Duration;

/** The one thread on which all workers live, and its clock. */
interface Timer {
    /** Runs it on that thread soon. */
    void soon(Runnable what);

    /** Runs it on that thread later, unless cancelled. @return cancels it */
    Runnable after(Duration delay, Runnable what);
}
