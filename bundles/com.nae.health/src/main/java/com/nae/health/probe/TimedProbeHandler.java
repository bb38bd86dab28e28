package com.nae.health.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongConsumer;

/** Means whose answers are timed; one that could not ask is no answer. */
record TimedProbeHandler(ProbeHandler means, LongConsumer nanos) implements ProbeHandler {
    @Override
    public ProbeResult probe(Duration timeout) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        ProbeResult result = means.probe(timeout);
        nanos.accept(System.nanoTime() - begun);
        return result;
    }
}
