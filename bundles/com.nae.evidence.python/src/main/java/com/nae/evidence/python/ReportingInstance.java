package com.nae.evidence.python;

import com.nae.api.evidence.RaisedException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The reports of one instance: the newest of them, and its last two starts. Thread-safe. */
final class ReportingInstance {
    private static final int MOST_KEPT = 500;

    private final Deque<RaisedException> newest = new ArrayDeque<>();
    private ReportingStart current;
    private ReportingStart previous;

    /**
     * A start takes the place of the last one, which may have reports on their way.
     *
     * @param start null where the instance is started without the hook
     * @return the start whose reports are not accepted any more; null where there is none
     */
    synchronized ReportingStart begin(ReportingStart start) {
        ReportingStart outdated = previous;
        previous = current;
        current = start;
        return outdated;
    }

    /** Null where the instance was last started without the hook. */
    synchronized ReportingStart current() {
        return current;
    }

    /** @param running when the program that runs was started; empty where none runs */
    synchronized boolean reports(Optional<Instant> running, Instant now) {
        return current != null && current.reports(running, now);
    }

    synchronized long dropped() {
        return current == null ? 0 : current.dropped();
    }

    synchronized void add(RaisedException exception) {
        if (newest.size() == MOST_KEPT) {
            newest.removeFirst();
        }
        newest.addLast(exception);
    }

    synchronized List<RaisedException> since(Instant from) {
        return newest.stream().filter(e -> !e.at().isBefore(from)).toList();
    }
}
