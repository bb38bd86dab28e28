package com.nae.learning.watch;

import com.nae.api.process.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The latest changes by the operator, by NAE and by the programs themselves: the likely causes when behaviour changes.
 * Thread-safe.
 */
public final class RecentChanges {
    private static final int MAX_CHANGES = 1000;
    private final Deque<Change> latest = new ArrayDeque<>();

    /**
     * One change.
     *
     * @param what a phrase without a subject, such as {@code "its definition was changed"}
     * @param deliberate true for a changed definition, source or fix; false for a restart or a failure
     */
    public record Change(Instant at, String process, String what, boolean deliberate) {}

    public synchronized void add(Instant at, String process, String what, boolean deliberate) {
        if (latest.size() == MAX_CHANGES) {
            latest.removeLast();
        }
        latest.addFirst(new Change(at, process, what, deliberate));
    }

    /** The changes in a period that ends at a moment, newest first. */
    public synchronized List<Change> within(Instant moment, Duration time, Predicate<Change> which) {
        return latest.stream()
                .filter(c -> !c.at().isAfter(moment) && c.at().isAfter(moment.minus(time)))
                .filter(which)
                .toList();
    }

    /** The last deliberate change of a process, if it was made in a period that ends at a moment. */
    public Optional<String> likelyCause(InstanceId instance, Instant moment, Duration time) {
        return within(moment, time, c -> c.deliberate() && c.process().equals(instance.process())).stream()
                .findFirst()
                .map(Change::what);
    }

    /** The time of the last deliberate change of a process. */
    public synchronized Optional<Instant> lastDeliberate(String process) {
        return latest.stream()
                .filter(c -> c.deliberate() && c.process().equals(process))
                .findFirst()
                .map(Change::at);
    }
}
