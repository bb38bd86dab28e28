package com.nae.api.process;

import java.time.Instant;
import java.util.OptionalInt;

/** How an instance ended: its exit code, or the signal that killed it, or neither where it could not be known. */
public record ExitStatus(OptionalInt code, OptionalInt signal, Instant at) {
    public static ExitStatus unknown(Instant at) {
        return new ExitStatus(OptionalInt.empty(), OptionalInt.empty(), at);
    }

    @Override
    public String toString() {
        if (code.isPresent()) {
            return "exit code " + code.getAsInt();
        }
        return signal.isPresent() ? "signal " + signal.getAsInt() : "ended, exit code unknown";
    }
}
