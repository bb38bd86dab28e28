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
 * What was changed lately, by people, by NAE and by programs themselves: the suspects when behaviour changes.
 * Thread-safe.
 */
public final class RecentChanges {
    private static final int MOST = 1000;
    private final Deque<Change> latest = new ArrayDeque<>();

    /**
     * One change.
     *
     * @param deliberate whether somebody or something changed it on purpose: a definition, a source, a fix; else a
     *     restart or a failure
     */
    public record Change(Instant at, String process, String what, boolean deliberate) {}

    public synchronized void add(Instant at, String process, String what, boolean deliberate) {
        if (latest.size() == MOST) {
            latest.removeLast();
        }
        latest.addFirst(new Change(at, process, what, deliberate));
    }

    /** Changes in the time before a moment, newest first. */
    public synchronized List<Change> within(Instant moment, Duration time, Predicate<Change> which) {
        return latest.stream()
                .filter(c -> !c.at().isAfter(moment) && c.at().isAfter(moment.minus(time)))
                .filter(which)
                .toList();
    }

    /** The last change of a process that somebody made on purpose, if it was recent. */
    public Optional<String> likelyCause(InstanceId instance, Instant moment, Duration time) {
        return within(moment, time, c -> c.deliberate() && c.process().equals(instance.process())).stream()
                .findFirst()
                .map(Change::what);
    }

    /** When a process was last changed on purpose. */
    public synchronized Optional<Instant> lastDeliberate(String process) {
        return latest.stream()
                .filter(c -> c.deliberate() && c.process().equals(process))
                .findFirst()
                .map(Change::at);
    }
}
