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

/**
 * The mean time that instances run between two occurrences of one failure. Time in which a program is down does not
 * count.
 */
public final class FailureInterval {
    /** Intervals over which the mean is taken, the latest ones. */
    private static final int KEPT = 16;
    /** Two reports of the failure within this time are one occurrence. */
    private static final Duration DUPLICATE = Duration.ofMillis(20);

    private final Map<InstanceId, Instant> last = new HashMap<>();
    private final Deque<Duration> gaps = new ArrayDeque<>();

    /**
     * Records a failure of an instance. @param started when the program was started; the interval begins there at the
     * earliest
     */
    public void failed(InstanceId id, Instant at, Optional<Instant> started) {
        Instant before = last.put(id, at);
        Instant from = started.filter(s -> !s.isAfter(at))
                .filter(s -> before == null || s.isAfter(before))
                .orElse(before);
        if (from != null && Duration.between(from, at).compareTo(DUPLICATE) > 0) {
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

    /** The mean interval; zero while there is none. */
    /** Whether nothing shows how soon the failure comes, so that its absence means nothing. */
    public boolean isUnknown() {
        return gaps.isEmpty();
    }

    public Duration meanInterval() {
        return gaps.isEmpty()
                ? Duration.ZERO
                : gaps.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(gaps.size());
    }

    /** How long the failure must stay away to count as gone: three times the mean interval, within bounds. */
    public Duration proofWindow(Duration min, Duration max) {
        Duration tripleMean = meanInterval().multipliedBy(3);
        if (tripleMean.compareTo(min) < 0) {
            return min;
        }
        return tripleMean.compareTo(max) > 0 ? max : tripleMean;
    }
}
