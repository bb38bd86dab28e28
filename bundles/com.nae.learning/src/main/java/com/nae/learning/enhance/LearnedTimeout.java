package com.nae.learning.enhance;

import com.nae.api.learning.InstanceProfile.Range;
import java.time.Duration;
import java.util.Optional;

/**
 * A time limit that is learned from observed durations: three times the 99th percentile, rounded up to the shortest
 * limit times a power of two.
 *
 * @param shortest least limit
 * @param longest greatest limit
 * @param enough number of observations from which the limit is learned
 */
record LearnedTimeout(Duration shortest, Duration longest, long enough) {
    /** A learned limit is at least so many times the 99th percentile. */
    private static final double MARGIN = 3;
    /** A limit between these multiples of the 99th percentile is left as it is. */
    private static final double MIN_MARGIN = 1.5;

    private static final double MAX_MARGIN = 12;

    /**
     * A limit in place of the configured one, where that is too close to the observed durations, or so long that a hang
     * goes unnoticed.
     *
     * @param inForce the learned limit in force, which is kept while it fits
     */
    Optional<Duration> adjusted(Duration configured, Optional<Duration> inForce, Optional<Range> observed) {
        Optional<Range> usable = observed.filter(r -> r.count() >= enough);
        if (usable.isEmpty()) {
            return inForce;
        }
        double p99 = usable.get().p99();
        return fits(seconds(configured), p99)
                ? Optional.empty()
                : inForce.filter(d -> fits(seconds(d), p99))
                        .or(() -> Optional.of(rounded(p99)).filter(d -> !d.equals(configured)));
    }

    static double seconds(Duration d) {
        return d.toMillis() / 1000.0;
    }

    private boolean fits(double limit, double p99) {
        return p99 * MIN_MARGIN <= limit && (limit <= p99 * MAX_MARGIN || limit <= seconds(shortest) * 2);
    }

    private Duration rounded(double p99) {
        Duration rounded = shortest;
        while (seconds(rounded) < p99 * MARGIN) {
            rounded = rounded.multipliedBy(2);
        }
        return rounded.compareTo(longest) > 0 ? longest : rounded;
    }
}
