package com.nae.health.probe;

import java.time.Duration;

/** The result of one run of a probe: the program passed or failed, or the probe itself could not run. */
record ProbeResult(Outcome outcome, String detail) {
    private static final int LONGEST_DETAIL = 200;

    enum Outcome {
        PASSED,
        FAILED,
        UNKNOWN
    }

    /** Reduces {@code detail} to one bounded line without control characters, because it may come from the program. */
    ProbeResult {
        String line = detail.strip().replaceAll("\\p{Cntrl}+", " ");
        detail = line.length() <= LONGEST_DETAIL ? line : line.substring(0, LONGEST_DETAIL) + "…";
    }

    static ProbeResult passed(String detail) {
        return new ProbeResult(Outcome.PASSED, detail);
    }

    static ProbeResult failed(String detail) {
        return new ProbeResult(Outcome.FAILED, detail);
    }

    /** @param what did not happen, for example {@code "x did not answer"} */
    static ProbeResult timedOut(String what, Duration timeout) {
        String time = timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
        return failed(what + " within " + time);
    }

    static ProbeResult unknown(String detail) {
        return new ProbeResult(Outcome.UNKNOWN, detail);
    }

    boolean is(Outcome other) {
        return outcome == other;
    }
}
