package com.nae.evidence.python;

import com.nae.api.process.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One start of a program with the hook: its token, whether it has reported, and how many exceptions it did not report.
 * Thread-safe.
 */
final class ReportingStart {
    /** Between the end of a connection and the news that the program has ended. */
    private static final Duration END_IS_NEAR = Duration.ofSeconds(5);

    /** From the request for the variables of a start to the start itself. */
    private static final Duration STARTED_WITHIN = Duration.ofSeconds(10);

    private static final int MOST_INTERPRETERS = 64;
    private static final long MOST_DROPPED = 1L << 40;
    /** More than one hook sends by itself; a start script may run several interpreters. */
    private static final int MOST_PER_SECOND = 60;

    private final InstanceId id;
    private final String token;
    private final Instant begun;
    /** Exceptions that each interpreter dropped, by its pid. Guarded by this, as all below. */
    private final Map<Long, Long> dropped = new LinkedHashMap<>();

    private boolean greeted;
    private boolean distrusted;
    private int connections;
    private Instant silentSince;
    private long second;
    private int inSecond;
    private long refused;

    /** @param greeted whether it has reported to an earlier runtime; then it may do so again at any time */
    ReportingStart(InstanceId id, String token, Instant begun, boolean greeted) {
        this.id = id;
        this.token = token;
        this.begun = begun;
        this.greeted = greeted;
    }

    InstanceId id() {
        return id;
    }

    String token() {
        return token;
    }

    synchronized StartFiles.Start saved() {
        return new StartFiles.Start(token, begun.toEpochMilli(), greeted);
    }

    /** Whether one more interpreter may connect. */
    synchronized boolean hasRoom() {
        return connections < MOST_INTERPRETERS;
    }

    /**
     * An interpreter has connected.
     *
     * @return whether it is the first of this start
     */
    synchronized boolean greet() {
        boolean first = !greeted;
        greeted = true;
        connections++;
        silentSince = null;
        return first;
    }

    /** An interpreter has gone. */
    synchronized void leave(Instant at) {
        connections--;
        if (connections == 0) {
            silentSince = at;
        }
    }

    /**
     * Whether it reports, or did to its end. One that let go of its connection and runs on does not.
     *
     * @param running when the program that runs was started; empty where none runs
     */
    synchronized boolean reports(Optional<Instant> running, Instant now) {
        boolean another = running.isPresent()
                && Duration.between(begun, running.get()).abs().compareTo(STARTED_WITHIN) > 0;
        boolean gone = running.isPresent()
                && silentSince != null
                && silentSince.plus(END_IS_NEAR).isBefore(now);
        return greeted && !another && !gone;
    }

    /** Counts a report; false where there are too many in this second. */
    synchronized boolean admits(Instant now) {
        if (now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            inSecond = 0;
        }
        boolean admitted = inSecond++ < MOST_PER_SECOND;
        refused += admitted ? 0 : 1;
        return admitted;
    }

    /** @param total of the interpreter since its begin */
    synchronized void droppedBy(long pid, long total) {
        if (dropped.containsKey(pid) || dropped.size() < MOST_INTERPRETERS) {
            dropped.merge(pid, Math.min(Math.max(total, 0), MOST_DROPPED), Math::max);
        }
    }

    synchronized long dropped() {
        return refused + dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether this is the first time that it sends what no hook sends. */
    synchronized boolean distrust() {
        boolean first = !distrusted;
        distrusted = true;
        return first;
    }
}
