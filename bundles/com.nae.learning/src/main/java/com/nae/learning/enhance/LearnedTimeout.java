package com.nae.learning.enhance;

import com.nae.api.learning.InstanceProfile.Range;
import java.time.Duration;
import java.util.Optional;

/**
 * How long something may take, learned from how long it did: three times what one in a hundred exceeds, in steps of
 * two.
 *
 * @param shortest and {@code longest} that are given; {@code enough} observations before anything is said
 */
record LearnedTimeout(Duration shortest, Duration longest, long enough) {
    private static final double MARGIN = 3;
    private static final double CLOSE = 1.5;
    private static final double WIDE = 12;

    /**
     * Another time limit than the one written, where that is too close to what is seen, or so far off that a hang goes
     * unnoticed; {@code now} in force is kept while it fits.
     */
    Optional<Duration> adjusted(Duration written, Optional<Duration> now, Optional<Range> seen) {
        Optional<Range> known = seen.filter(r -> r.count() >= enough);
        if (known.isEmpty()) {
            return now;
        }
        double slow = known.get().p99();
        return fits(seconds(written), slow)
                ? Optional.empty()
                : now.filter(d -> fits(seconds(d), slow))
                        .or(() -> Optional.of(step(slow)).filter(d -> !d.equals(written)));
    }

    static double seconds(Duration d) {
        return d.toMillis() / 1000.0;
    }

    private boolean fits(double limit, double slow) {
        return slow * CLOSE <= limit && (limit <= slow * WIDE || limit <= seconds(shortest) * 2);
    }

    private Duration step(double slow) {
        Duration step = shortest;
        while (seconds(step) < slow * MARGIN) {
            step = step.multipliedBy(2);
        }
        return step.compareTo(longest) > 0 ? longest : step;
    }
}
