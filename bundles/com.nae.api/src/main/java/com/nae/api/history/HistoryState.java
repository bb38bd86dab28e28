package com.nae.api.history;

import java.util.Optional;

/**
 * Whether the history is being written.
 *
 * @param failure why nothing is written at the moment, in plain words; empty while it is written
 * @param lostRecords records that could not be kept since the start of the runtime
 */
public record HistoryState(Optional<String> failure, long lostRecords) {
    /** Whether it is written and nothing is missing from it. */
    public boolean whole() {
        return failure.isEmpty() && lostRecords == 0;
    }

    /**
     * The state as the end of a sentence about the history: {@code is not written: the disk is full; 3 records were
     * lost}.
     */
    public String text() {
        String state = failure.map(why -> "is not written: " + why).orElse("is written");
        if (lostRecords == 0) {
            return state;
        }
        return state + (lostRecords == 1 ? "; 1 record was lost" : "; " + lostRecords + " records were lost");
    }
}
