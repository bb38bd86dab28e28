package com.nae.api.process;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Adjustments on top of a definition while it is in force, learned and not written by an operator; what is empty stays
 * as defined. No program is restarted for them.
 *
 * @param backoffInitial first pause before a restart; {@code logKeep} rotated files kept, from the next rotation on
 * @param probeTimeout how long an answer of its probes may take; {@code startTimeout} how long a start may take until
 *     the program is ready
 * @param nice of the running tree and of those started later; where it cannot be lowered again while it runs it is with
 *     the next start
 */
public record Tuning(
        Optional<Duration> backoffInitial,
        OptionalInt logKeep,
        Optional<Duration> probeTimeout,
        Optional<Duration> startTimeout,
        OptionalInt nice) {
    public static final Tuning NONE =
            new Tuning(Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty());

    public Tuning withBackoff(Optional<Duration> pause) {
        return new Tuning(pause, logKeep, probeTimeout, startTimeout, nice);
    }

    public Tuning withLogKeep(OptionalInt count) {
        return new Tuning(backoffInitial, count, probeTimeout, startTimeout, nice);
    }

    public Tuning withProbeTimeout(Optional<Duration> longest) {
        return new Tuning(backoffInitial, logKeep, longest, startTimeout, nice);
    }

    public Tuning withStartTimeout(Optional<Duration> longest) {
        return new Tuning(backoffInitial, logKeep, probeTimeout, longest, nice);
    }

    public Tuning withNice(OptionalInt value) {
        return new Tuning(backoffInitial, logKeep, probeTimeout, startTimeout, value);
    }
}
