package com.nae.health.probe;

import java.util.Optional;

/** The state of a probe, which changes only after as many equal results in a row as its threshold requires. */
final class ThresholdCounter {
    private final int successes;
    private final int failures;
    private Optional<Boolean> passing;
    private boolean last;
    private int equalInRow;

    /** @param initially the state before any result; empty means that reaching either threshold is a change */
    ThresholdCounter(int successes, int failures, Optional<Boolean> initially) {
        this.successes = successes;
        this.failures = failures;
        passing = initially;
    }

    /** Records a result. @return the new state if this result changed it */
    Optional<Boolean> record(boolean passed) {
        equalInRow = passed == last ? equalInRow + 1 : 1;
        last = passed;
        int required = passed ? successes : failures;
        if (equalInRow < required || passing.equals(Optional.of(passed))) {
            return Optional.empty();
        }
        passing = Optional.of(passed);
        return passing;
    }

    Optional<Boolean> passing() {
        return passing;
    }
}
