package com.nae.api.process;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of an instance at one moment.
 *
 * @param reason why it is in this state, in plain words; may be empty
 * @param since when it entered the state
 * @param started when the running program was started (also under an earlier runtime)
 * @param restarts starts after the first, by whatever cause, since the definition was loaded
 * @param adopted whether the running program was started by an earlier runtime
 * @param ready whether readiness holds (true where nothing tells it and it is RUNNING)
 * @param nextStart when the next start is due, in BACKOFF and FATAL
 */
public record ProcessStatus(
        InstanceId id,
        ProcessState state,
        String reason,
        Instant since,
        OptionalLong pid,
        Optional<Instant> started,
        int restarts,
        Optional<ExitStatus> lastExit,
        boolean adopted,
        boolean ready,
        Optional<Instant> nextStart) {
    /** Whether a program of it runs at this moment, in whatever state. */
    public boolean running() {
        return pid.isPresent();
    }
}
