package com.nae.issues.track;

import com.nae.api.process.InstanceId;
import java.util.Optional;

/**
 * A counter that combines repetitions of one fault into one report. It delays the last fault until another one follows
 * or it is flushed. Not thread-safe.
 */
final class RepeatCounter {
    private final InstanceId id;
    private final InstanceStream.FaultListener faults;
    private Optional<Fault> fault = Optional.empty();
    private long times;
    /** The group of the pending plain line; 0 if the pending fault is a trace. */
    private long group;

    RepeatCounter(InstanceId id, InstanceStream.FaultListener faults) {
        this.id = id;
        this.faults = faults;
    }

    /** Returns whether a plain line of this group is pending, so that another one only needs counting. */
    boolean isPending(long lineGroup) {
        return fault.isPresent() && group == lineGroup;
    }

    void countAgain(long occurrences) {
        times += occurrences;
    }

    /** @param lineGroup the group of a plain line; 0 for a trace */
    void add(Fault next, long lineGroup, long occurrences) {
        if (fault.filter(h -> h.fingerprint().equals(next.fingerprint())).isEmpty()) {
            flush();
        }
        fault = Optional.of(next);
        group = lineGroup;
        times += occurrences;
    }

    /** Reports the pending fault. */
    void flush() {
        Optional<Fault> reported = fault;
        long n = times;
        fault = Optional.empty();
        times = 0;
        reported.ifPresent(f -> faults.occurred(id, f, n, System.currentTimeMillis()));
    }
}
