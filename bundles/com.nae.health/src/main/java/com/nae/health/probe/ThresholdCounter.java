package com.nae.health.probe;

import java.util.Optional;

/** A probe's opinion, which changes only after as many equal results in a row as its threshold asks. */
final class ThresholdCounter {
    private final int successes;
    private final int failures;
    private Optional<Boolean> passing;
    private boolean last;
    private int run;

    /** @param initially what is assumed before any result; empty = either crossing is news */
    ThresholdCounter(int successes, int failures, Optional<Boolean> initially) {
        this.successes = successes;
        this.failures = failures;
        passing = initially;
    }

    /** Takes a result; the new opinion where this changed it. */
    Optional<Boolean> record(boolean passed) {
        run = passed == last ? run + 1 : 1;
        last = passed;
        if (run < (passed ? successes : failures) || passing.equals(Optional.of(passed))) {
            return Optional.empty();
        }
        passing = Optional.of(passed);
        return passing;
    }

    Optional<Boolean> passing() {
        return passing;
    }
}
