package com.nae.notify;

import java.time.Instant;

/**
 * One thing that the operator should know.
 *
 * @param kind {@link #HEALTH}, {@link #APPROVAL}, {@code suggested}, {@code rolled-back} or {@code test}
 * @param process the instance or process that it is about; empty if it is about neither
 * @param subject the id of the fix, or for health the level or {@link #RECOVERED}
 */
record Notification(Instant at, String kind, String process, String subject, String text) {
    static final String HEALTH = "health";
    static final String APPROVAL = "approval";
    /** Subject of a health notification: the level is below the one from which notifications are sent. */
    static final String RECOVERED = "well";

    boolean isHealth() {
        return kind.equals(HEALTH);
    }

    @Override
    public String toString() {
        return process.isEmpty() ? text : process + ": " + text;
    }
}
