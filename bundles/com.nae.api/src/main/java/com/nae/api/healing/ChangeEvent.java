package com.nae.api.healing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an entry of the change log records, and what happened to a fix. The words are a promise to scripts. */
public enum ChangeEvent {
    /** A healer has proposed a fix, and the coordinator has chosen it. */
    PROPOSED,
    /** The fix was made where it is tried. */
    APPLIED,
    /** The fix has passed its trial. */
    PROVEN,
    /** The proven fix was made in live. */
    PROMOTED,
    /** The fix has held in live for the time it was observed. */
    HEALED,
    /** What the fix changed was restored. */
    ROLLED_BACK,
    /** The fix did not help, or could not be made. */
    FAILED,
    /** Words for the operator; nothing was changed. */
    SUGGESTED,
    /** The operator has let the fix go to live. */
    APPROVED,
    /** The operator has refused the fix. */
    REJECTED,
    /** An instance was restarted without a fix. */
    RESTARTED,
    /** A setting was changed to make an instance run better, or was changed back. */
    ENHANCED;

    /** The event as the change log writes it: {@code rolled-back}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The event of a word; empty where there is none of that word. */
    public static Optional<ChangeEvent> of(String word) {
        return Arrays.stream(values())
                .filter(event -> event.word().equals(word))
                .findFirst();
    }
}
