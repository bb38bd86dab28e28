package com.nae.health.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongConsumer;

/** Measures how long another handler takes to respond. A probe that could not run is not measured. */
record TimedProbeHandler(ProbeHandler handler, LongConsumer nanos) implements ProbeHandler {
    @Override
    public ProbeResult probe(Duration timeout) throws IOException, InterruptedException {
        long started = System.nanoTime();
        ProbeResult result = handler.probe(timeout);
        nanos.accept(System.nanoTime() - started);
        return result;
    }
}
