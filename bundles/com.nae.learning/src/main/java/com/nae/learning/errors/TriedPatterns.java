package com.nae.learning.errors;

import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.learning.ErrorGroup.Tried;
import com.nae.api.learning.PatternRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The fix patterns that were tried for a group of issues, or for the same error family elsewhere, with how often they
 * worked.
 */
final class TriedPatterns {
    private static final Set<FixRecord.State> WORKED = Set.of(
            FixRecord.State.HEALED,
            FixRecord.State.PROVEN,
            FixRecord.State.OBSERVED,
            FixRecord.State.AWAITING_APPROVAL);
    private static final Set<FixRecord.State> FAILED = Set.of(FixRecord.State.FAILED, FixRecord.State.ROLLED_BACK);

    private TriedPatterns() {}

    /** @param fixes by the id of their issue */
    static List<Tried> of(List<Issue> issues, Map<String, List<FixRecord>> fixes, List<PatternRecord> records) {
        Map<String, Tried> here = new TreeMap<>();
        issues.stream()
                .flatMap(issue -> fixes.getOrDefault(issue.id(), List.of()).stream())
                .filter(fix -> WORKED.contains(fix.state()) || FAILED.contains(fix.state()))
                .forEach(fix -> here.merge(fix.fix().pattern(), outcome(fix), TriedPatterns::sum));
        List<Tried> tried = new ArrayList<>(here.values());
        Family family = issues.get(0).family();
        records.stream()
                .filter(r -> r.fingerprint().isEmpty() && r.family() == family && !here.containsKey(r.pattern()))
                .map(r -> new Tried(r.pattern(), false, r.tries(), successes(r)))
                .forEach(tried::add);
        return tried;
    }

    private static Tried outcome(FixRecord fix) {
        return new Tried(fix.fix().pattern(), true, 1, WORKED.contains(fix.state()) ? 1 : 0);
    }

    private static Tried sum(Tried a, Tried b) {
        return new Tried(a.pattern(), a.here(), a.tries() + b.tries(), a.successes() + b.successes());
    }

    /**
     * The share of successes among the faded evidence, applied to the tries: the record keeps no plain count of
     * successes.
     */
    private static long successes(PatternRecord r) {
        return Math.round(r.tries() * r.successes() / Math.max(1e-9, r.successes() + r.failures()));
    }
}
