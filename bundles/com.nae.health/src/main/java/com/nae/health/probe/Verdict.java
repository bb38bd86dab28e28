package com.nae.health.probe;

import java.util.Optional;

/** A probe's opinion, which changes only after as many equal results in a row as its threshold asks. */
final class Verdict {
    private final int successes;
    private final int failures;
    private Optional<Boolean> standing;
    private boolean last;
    private int run;

    /** @param initially what is assumed before any result; empty = either crossing is news */
    Verdict(int successes, int failures, Optional<Boolean> initially) {
        this.successes = successes;
        this.failures = failures;
        standing = initially;
    }

    /** Takes a result; the new opinion where this changed it. */
    Optional<Boolean> note(boolean passed) {
        run = passed == last ? run + 1 : 1;
        last = passed;
        if (run < (passed ? successes : failures) || standing.equals(Optional.of(passed))) {
            return Optional.empty();
        }
        standing = Optional.of(passed);
        return standing;
    }

    Optional<Boolean> standing() {
        return standing;
    }
}
