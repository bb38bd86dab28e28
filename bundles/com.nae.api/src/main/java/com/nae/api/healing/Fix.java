package com.nae.api.healing;

import java.time.Duration;
import java.util.List;

/**
 * A proposed repair.
 *
 * @param pattern stable name of the kind of repair, e.g. {@code import-stdlib-module}
 * @param reason one sentence for an operator
 * @param confidence 0 to 1
 * @param changes in the order they are to be made; none but {@link Change.Suggest} means nothing is changed
 * @param terms what the healer asks of its trial beyond the coordinator's own rules
 */
public record Fix(String pattern, String reason, double confidence, Risk risk, List<Change> changes, Terms terms) {
    /** What could go wrong if the fix is mistaken. */
    public enum Risk {
        NONE,
        LOW,
        MEDIUM,
        HIGH
    }

    /**
     * The terms of a trial; zero leaves it to the coordinator.
     *
     * @param limit how often the fix may be made by itself within {@code window}
     * @param quiet the failure must stay away at least this long before the fix counts as proven
     * @param stepwise a failed trial is not the end: what it changed stays in the sandbox, the healer is asked again on
     *     top of it, and all steps together are taken back when it only suggests
     */
    public record Terms(int limit, Duration window, Duration quiet, boolean stepwise) {
        public static final Terms USUAL = new Terms(0, Duration.ZERO, Duration.ZERO, false);
    }

    public Fix(String pattern, String reason, double confidence, Risk risk, List<Change> changes) {
        this(pattern, reason, confidence, risk, changes, Terms.USUAL);
    }

    public static Fix suggest(String pattern, String remedy) {
        return new Fix(pattern, remedy, 0.5, Risk.NONE, List.of(new Change.Suggest(remedy)));
    }

    public boolean isSuggestion() {
        return changes.stream().allMatch(Change.Suggest.class::isInstance);
    }
}
