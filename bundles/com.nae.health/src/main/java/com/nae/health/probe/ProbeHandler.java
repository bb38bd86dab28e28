package com.nae.health.probe;

import java.io.IOException;
import java.time.Duration;

/** One way to probe a program. */
interface ProbeHandler {
    /**
     * Probes once, on a thread of the pool.
     *
     * @param timeout after which the probe fails; it is exceeded only slightly
     * @throws IOException if the probe itself could not run, which says nothing about the program
     */
    ProbeResult probe(Duration timeout) throws IOException, InterruptedException;
}
