package com.nae.healing.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Until when a failure whose case has ended is only counted. Used on the thread of the cases. */
final class RestPeriods {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** A healer may have been too slow on a busy machine: the first rest without an answer is short. */
    private static final Duration SHORTEST = Duration.ofSeconds(15);

    private static final int MOST_DOUBLINGS = 6;
    private static final int MOST = 1_000;

    /** @param times how often in a row the failure was left so */
    private record Rest(Instant until, int times) {
        static final Rest NONE = new Rest(Instant.MIN, 0);
    }

    private final Map<String, Rest> rests = new HashMap<>();

    /** Begins the rest of a failure, as long as the outcome of its case asks for. */
    void begin(String fingerprint, Next.Outcome outcome, Instant now) {
        if (rests.size() > MOST) {
            rests.values().removeIf(rest -> rest.until().isBefore(now));
        }
        int before = rests.getOrDefault(fingerprint, Rest.NONE).times();
        Instant until = now.plus(length(outcome, before));
        rests.put(fingerprint, new Rest(until, outcome == Next.Outcome.HEALED ? 0 : before + 1));
    }

    private static Duration length(Next.Outcome outcome, int before) {
        return switch (outcome) {
            // the return of a healed failure is a relapse
            case HEALED -> Duration.ZERO;
            case BROKEN -> StartupRecovery.RETRY;
            case UNANSWERED -> afterNoAnswer(before);
            case GIVEN_UP -> LONGEST;
        };
    }

    private static Duration afterNoAnswer(int before) {
        Duration rest = SHORTEST.multipliedBy(1L << Math.min(MOST_DOUBLINGS, 2 * before));
        return rest.compareTo(LONGEST) < 0 ? rest : LONGEST;
    }

    boolean isOver(String fingerprint, Instant now) {
        return rests.getOrDefault(fingerprint, Rest.NONE).until().isBefore(now);
    }

    /** Ends all rests. */
    void clear() {
        rests.clear();
    }
}
