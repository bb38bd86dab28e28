package com.nae.issues.track;

import com.nae.api.process.InstanceId;
import java.util.Optional;

/**
 * The fault found last, held back: several of the same one right behind each other are told as one. Not thread-safe.
 */
final class RepeatCounter {
    private final InstanceId id;
    private final InstanceStream.FaultListener faults;
    private Optional<Fault> fault = Optional.empty();
    private long times;
    /** The group of the plain line held; 0 where a trace is. */
    private long group;

    RepeatCounter(InstanceId id, InstanceStream.FaultListener faults) {
        this.id = id;
        this.faults = faults;
    }

    /** Whether a plain line of this group is held, so that another one is but counted. */
    boolean holds(long another) {
        return fault.isPresent() && group == another;
    }

    void countAgain(long more) {
        times += more;
    }

    /** @param lineGroup of a plain line; 0 of a trace */
    void add(Fault next, long lineGroup, long occurrences) {
        if (fault.filter(h -> h.fingerprint().equals(next.fingerprint())).isEmpty()) {
            flush();
        }
        fault = Optional.of(next);
        group = lineGroup;
        times += occurrences;
    }

    /** Tells it. */
    void flush() {
        Optional<Fault> told = fault;
        long n = times;
        fault = Optional.empty();
        times = 0;
        told.ifPresent(f -> faults.occurred(id, f, n, System.currentTimeMillis()));
    }
}
