package com.nae.api.process;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Adjustments on top of a definition while it is in force, learned and not written by a person; what is empty stays as defined. No
 * program is restarted for them.
 *
 * @param backoffInitial first pause before a restart; {@code logKeep} rotated files kept, from the next rotation on
 */
public record Tuning(Optional<Duration> backoffInitial, OptionalInt logKeep) {
    public static final Tuning NONE = new Tuning(Optional.empty(), OptionalInt.empty());

    public Tuning withBackoff(Duration pause) {
        return new Tuning(Optional.of(pause), logKeep);
    }

    public Tuning withLogKeep(int count) {
        return new Tuning(backoffInitial, OptionalInt.of(count));
    }
}
