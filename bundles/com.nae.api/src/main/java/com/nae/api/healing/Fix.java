package com.nae.api.healing;

import java.util.List;

/**
 * A proposed repair.
 *
 * @param pattern stable name of the kind of repair, e.g. {@code import-stdlib-module}
 * @param reason one sentence for a person
 * @param confidence 0 to 1
 * @param changes in the order they are to be made; none but {@link Change.Suggest} means nothing is changed
 */
public record Fix(String pattern, String reason, double confidence, Risk risk, List<Change> changes) {
    /** What could go wrong if the fix is mistaken. */
    public enum Risk { NONE, LOW, MEDIUM, HIGH }

    public static Fix suggest(String pattern, String remedy) {
        return new Fix(pattern, remedy, 0.5, Risk.NONE, List.of(new Change.Suggest(remedy)));
    }

    public boolean suggestion() {
        return changes.stream().allMatch(Change.Suggest.class::isInstance);
    }
}
