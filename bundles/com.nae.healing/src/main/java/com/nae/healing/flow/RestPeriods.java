package com.nae.healing.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The rest periods of failures. During its rest period a failure whose case has ended is only counted. Used on the
 * thread {@code nae-healing}.
 */
final class RestPeriods {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** The first rest without an answer is short, because a healer may only have been slow on a busy machine. */
    private static final Duration SHORTEST = Duration.ofSeconds(15);

    private static final int MOST_DOUBLINGS = 6;
    /** Beyond this many failures, those whose rest is over are dropped. */
    private static final int MOST = 1_000;

    /** One rest period. @param times how many cases of the failure ended in a row without healing it */
    private record Rest(Instant until, int times, boolean factual) {
        static final Rest NONE = new Rest(Instant.MIN, 0, true);
    }

    private final Map<String, Rest> rests = new HashMap<>();

    /** Begins the rest period of a failure; the outcome of its case decides how long it is. */
    void begin(String fingerprint, Next.Outcome outcome, boolean factual, Instant now) {
        if (rests.size() > MOST) {
            rests.values().removeIf(rest -> rest.until().isBefore(now));
        }
        int before = rests.getOrDefault(fingerprint, Rest.NONE).times();
        Instant until = now.plus(length(outcome, before));
        rests.put(fingerprint, new Rest(until, outcome == Next.Outcome.HEALED ? 0 : before + 1, factual));
    }

    private static Duration length(Next.Outcome outcome, int before) {
        return switch (outcome) {
            // the return of a healed failure is a relapse
            case HEALED, SEEN_ONCE -> Duration.ZERO;
            case BROKEN -> StartupRecovery.RETRY;
            case UNANSWERED -> afterNoAnswer(before);
            case GIVEN_UP, LEFT_ALONE -> LONGEST;
        };
    }

    private static Duration afterNoAnswer(int before) {
        Duration rest = SHORTEST.multipliedBy(1L << Math.min(MOST_DOUBLINGS, 2 * before));
        return rest.compareTo(LONGEST) < 0 ? rest : LONGEST;
    }

    /** @param factual whether there is a fact about the failure; it ends a rest that began without one */
    boolean isOver(String fingerprint, boolean factual, Instant now) {
        Rest rest = rests.getOrDefault(fingerprint, Rest.NONE);
        return rest.until().isBefore(now) || factual && !rest.factual();
    }

    /** Ends all rests. */
    void clear() {
        rests.clear();
    }
}
