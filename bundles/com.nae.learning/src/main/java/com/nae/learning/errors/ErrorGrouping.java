package com.nae.learning.errors;

import com.nae.api.healing.Change;
import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Issue;
import com.nae.api.learning.ErrorGroup;
import com.nae.api.learning.ErrorGroup.Direction;
import com.nae.api.learning.ErrorGroup.Tried;
import com.nae.api.learning.PatternRecord;
import com.nae.learning.watch.RecentChanges;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** Puts issues together by common cause and says of each group what is known. */
public final class ErrorGrouping {
    private static final Duration BEFORE = Duration.ofMinutes(30);
    private static final int SUSPECTS = 5;
    private static final Set<FixRecord.State> WORKED = Set.of(
            FixRecord.State.HEALED,
            FixRecord.State.PROVEN,
            FixRecord.State.OBSERVED,
            FixRecord.State.AWAITING_APPROVAL);
    private static final Set<FixRecord.State> FAILED = Set.of(FixRecord.State.FAILED, FixRecord.State.ROLLED_BACK);
    private final RecentChanges changes;
    private final ChangeLookup suspects;

    /** Changes that nobody reported and that are looked up for a group that is new. */
    public interface ChangeLookup {
        /** What changed shortly before the issue first showed, in words. */
        List<String> before(Issue issue);
    }

    /**
     * What is known at the moment.
     *
     * @param perHour occurrences of an issue in the last hour
     * @param restarts that each issue is thought to have caused, by id
     */
    public record Input(
            List<Issue> issues,
            ToDoubleFunction<Issue> perHour,
            Map<String, Integer> restarts,
            List<FixRecord> fixes,
            List<PatternRecord> records,
            Instant now) {}

    public ErrorGrouping(RecentChanges changes, ChangeLookup suspects) {
        this.changes = changes;
        this.suspects = suspects;
    }

    /** Groups, most harmful first. */
    public List<ErrorGroup> group(Input known) {
        Map<CommonCause, List<Issue>> byCause = new LinkedHashMap<>();
        Map<String, List<FixRecord>> fixes = new HashMap<>();
        known.fixes()
                .forEach(fix -> fixes.computeIfAbsent(fix.issue(), i -> new ArrayList<>())
                        .add(fix));
        known.issues()
                .forEach(issue -> byCause.computeIfAbsent(
                                CommonCause.of(issue, endpoint(fixes.getOrDefault(issue.id(), List.of()))),
                                c -> new ArrayList<>())
                        .add(issue));
        return byCause.entrySet().stream()
                .map(e -> group(e.getKey(), e.getValue(), known, fixes))
                .sorted(Comparator.comparingDouble(ErrorGroup::harm).reversed())
                .toList();
    }

    private ErrorGroup group(CommonCause cause, List<Issue> issues, Input known, Map<String, List<FixRecord>> fixes) {
        List<Issue> ranked = issues.stream()
                .sorted(Comparator.comparingLong(Issue::count).reversed())
                .toList();
        Set<String> processes =
                new TreeSet<>(issues.stream().map(Issue::process).toList());
        long count = issues.stream().mapToLong(Issue::count).sum();
        double perHour = issues.stream().mapToDouble(known.perHour()).sum();
        Issue first =
                issues.stream().min(Comparator.comparing(Issue::firstSeen)).orElseThrow();
        Instant last = issues.stream()
                .map(Issue::lastSeen)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        int restarts = issues.stream()
                .mapToInt(i -> known.restarts().getOrDefault(i.id(), 0))
                .sum();
        List<Tried> tried = tried(issues, fixes, known.records());
        double hours =
                Math.max(1, Duration.between(first.firstSeen(), known.now()).toMinutes() / 60.0);
        boolean settled =
                issues.stream().allMatch(i -> i.status() == Issue.Status.HEALED || i.status() == Issue.Status.IGNORED);
        double harm = (perHour + count / (24 * Math.max(1, hours / 24)))
                * processes.size()
                * (1 + restarts)
                * (settled ? 0.1 : 1);
        return new ErrorGroup(
                cause.describe(ranked.get(0)),
                cause.family().word(),
                ranked.get(0).type(),
                List.copyOf(processes),
                ranked.stream().map(Issue::id).toList(),
                count,
                perHour,
                direction(perHour, count, hours),
                first.firstSeen(),
                last,
                harm,
                changedBefore(first, processes),
                tried,
                GroupSuggestion.of(cause, ranked.get(0), tried, processes.size()));
    }

    /** What a repair waits for. */
    private static String endpoint(List<FixRecord> fixes) {
        return fixes.stream()
                .flatMap(f -> f.fix().changes().stream())
                .filter(Change.AwaitEndpoint.class::isInstance)
                .map(Change.AwaitEndpoint.class::cast)
                .map(e -> e.host() + ":" + e.port())
                .findFirst()
                .orElse("");
    }

    private static Direction direction(double perHour, long count, double hours) {
        double mean = count / hours;
        return perHour == 0
                ? Direction.SILENT
                : hours <= 1 || perHour > 1.5 * mean
                        ? Direction.RISING
                        : perHour < mean / 1.5 ? Direction.FALLING : Direction.STEADY;
    }

    /** Own changes of its processes first, then what happened to their neighbours. */
    private List<String> changedBefore(Issue first, Set<String> processes) {
        List<String> found = new ArrayList<>(suspects.before(first));
        changes.within(first.firstSeen(), BEFORE, c -> processes.contains(c.process()) && c.deliberate())
                .forEach(c -> found.add(words(c, first)));
        changes.within(first.firstSeen(), BEFORE, c -> !processes.contains(c.process()))
                .forEach(c -> found.add(words(c, first)));
        return found.stream().distinct().limit(SUSPECTS).toList();
    }

    private static String words(RecentChanges.Change change, Issue first) {
        return change.process() + ": " + change.what() + ", "
                + com.nae.learning.watch.HumanDuration.format(
                        Duration.between(change.at(), first.firstSeen()).toSeconds())
                + " before";
    }

    private static List<Tried> tried(
            List<Issue> issues, Map<String, List<FixRecord>> fixes, List<PatternRecord> records) {
        Map<String, long[]> here = new TreeMap<>();
        issues.forEach(issue -> fixes.getOrDefault(issue.id(), List.of()).forEach(fix -> {
            if (WORKED.contains(fix.state()) || FAILED.contains(fix.state())) {
                long[] counts = here.computeIfAbsent(fix.fix().pattern(), p -> new long[2]);
                counts[0]++;
                counts[1] += WORKED.contains(fix.state()) ? 1 : 0;
            }
        }));
        List<Tried> tried = new ArrayList<>(here.entrySet().stream()
                .map(e -> new Tried(e.getKey(), true, e.getValue()[0], e.getValue()[1]))
                .toList());
        String family = issues.get(0).family().word();
        records.stream()
                .filter(r -> r.fingerprint().isEmpty() && r.family().equals(family) && !here.containsKey(r.pattern()))
                .map(r -> new Tried(
                        r.pattern(),
                        false,
                        r.tries(),
                        Math.round(r.tries() * r.successes() / Math.max(1e-9, r.successes() + r.failures()))))
                .forEach(tried::add);
        return tried;
    }
}
