package com.nae.healing.trial;

import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How long instances run between two failures of one kind. Times in which a program is down do not count. */
public final class FailureInterval {
    private static final int KEPT = 16;
    /** Twice the same failure, reported within this time, is one. */
    private static final Duration ECHO = Duration.ofMillis(20);

    private final Map<InstanceId, Instant> last = new HashMap<>();
    private final Deque<Duration> gaps = new ArrayDeque<>();

    /** Notes a failure of an instance whose program was started at a time. */
    public void failed(InstanceId id, Instant at, Optional<Instant> started) {
        Instant before = last.put(id, at);
        Instant from = started.filter(s -> !s.isAfter(at))
                .filter(s -> before == null || s.isAfter(before))
                .orElse(before);
        if (from != null && Duration.between(from, at).compareTo(ECHO) > 0) {
            gaps.addLast(Duration.between(from, at));
            if (gaps.size() > KEPT) {
                gaps.removeFirst();
            }
        }
    }

    /** Whether a mode has shown the failure since a time. */
    public boolean seen(Mode mode, Instant since) {
        return last.entrySet().stream()
                .anyMatch(e -> e.getKey().mode() == mode && !e.getValue().isBefore(since));
    }

    public Duration meanInterval() {
        return gaps.isEmpty()
                ? Duration.ZERO
                : gaps.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(gaps.size());
    }

    /** How long it must stay quiet to count as gone: three times the mean, within bounds. */
    public Duration proofWindow(Duration min, Duration max) {
        Duration thrice = meanInterval().multipliedBy(3);
        if (thrice.compareTo(min) < 0) {
            return min;
        }
        return thrice.compareTo(max) > 0 ? max : thrice;
    }
}
