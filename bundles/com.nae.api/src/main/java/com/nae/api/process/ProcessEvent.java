package com.nae.api.process;

import java.time.Instant;

/** A change of state of an instance, as it happened; {@code now.lastExit()} is of this event where {@code exited}. */
public record ProcessEvent(ProcessState before, ProcessStatus now, boolean exited, Instant at) {
    public InstanceId id() {
        return now.id();
    }
}
