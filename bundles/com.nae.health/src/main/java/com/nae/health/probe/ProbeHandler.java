package com.nae.health.probe;

import java.io.IOException;
import java.time.Duration;

/** A way of asking a program how it is. */
interface ProbeHandler {
    /**
     * Asks once, on a thread of the pool, for at most about the timeout.
     *
     * @throws IOException if the probe itself could not run; it then says nothing about the program
     */
    ProbeResult probe(Duration timeout) throws IOException, InterruptedException;
}
