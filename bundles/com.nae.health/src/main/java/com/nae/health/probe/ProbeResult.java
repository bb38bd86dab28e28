package com.nae.health.probe;

/**
 * What one run of a probe told: that the program passed, that it failed, or nothing because the probe itself could not
 * run.
 */
record ProbeResult(Outcome outcome, String detail) {
    private static final int LONGEST = 200;

    enum Outcome {
        PASSED,
        FAILED,
        UNKNOWN
    }

    /** Keeps {@code detail} to one bounded line without control characters: it may come from the program. */
    ProbeResult {
        String line = detail.strip().replaceAll("\\p{Cntrl}+", " ");
        detail = line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    static ProbeResult passed(String detail) {
        return new ProbeResult(Outcome.PASSED, detail);
    }

    static ProbeResult failed(String detail) {
        return new ProbeResult(Outcome.FAILED, detail);
    }

    static ProbeResult unknown(String detail) {
        return new ProbeResult(Outcome.UNKNOWN, detail);
    }

    boolean is(Outcome other) {
        return outcome == other;
    }
}
