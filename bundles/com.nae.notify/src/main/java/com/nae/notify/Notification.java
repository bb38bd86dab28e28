package com.nae.notify;

import java.time.Instant;

/**
 * One thing a person should know.
 *
 * @param kind {@link #HEALTH}, {@link #APPROVAL}, {@code suggested}, {@code rolled-back} or {@code test}
 * @param process an instance where it is about one, else a process; empty where it is about neither
 * @param mark what it says in one word: of a fix its id, of health the level, or {@link #RECOVERED}
 */
record Notification(Instant at, String kind, String process, String subject, String text) {
    static final String HEALTH = "health";
    static final String APPROVAL = "approval";
    /** Below the level from which on a person is told. */
    static final String RECOVERED = "well";

    boolean isHealth() {
        return kind.equals(HEALTH);
    }

    @Override
    public String toString() {
        return process.isEmpty() ? text : process + ": " + text;
    }
}
