package com.nae.health.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongConsumer;

/** Means whose answers are timed; one that could not ask is no answer. */
record TimedMeans(Means means, LongConsumer nanos) implements Means {
    @Override
    public ProbeResult ask(Duration timeout) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        ProbeResult result = means.ask(timeout);
        nanos.accept(System.nanoTime() - begun);
        return result;
    }
}
