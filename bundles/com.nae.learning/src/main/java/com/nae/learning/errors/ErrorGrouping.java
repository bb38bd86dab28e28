package com.nae.learning.errors;

import com.nae.api.healing.Change;
import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Issue;
import com.nae.api.learning.ErrorGroup;
import com.nae.api.learning.ErrorGroup.Direction;
import com.nae.api.learning.ErrorGroup.Tried;
import com.nae.api.learning.PatternRecord;
import com.nae.learning.watch.HumanDuration;
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
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** Groups issues by their common cause, and collects what is known of each group. */
public final class ErrorGrouping {
    /** Changes in this time before the first issue are reported with the group. */
    private static final Duration LOOK_BACK = Duration.ofMinutes(30);

    private static final int MAX_CHANGES = 5;
    private final RecentChanges changes;
    private final ChangeLookup changeLookup;

    /** Finds changes that no event reports, such as an edited source file. */
    public interface ChangeLookup {
        /** What changed shortly before the issue first occurred, a phrase each. */
        List<String> before(Issue issue);
    }

    /**
     * What the groups are made of. *
     *
     * @param issues all issues
     * @param perHour occurrences of an issue in the last hour
     * @param restarts number of restarts that an issue probably caused, by its id
     * @param fixes all repairs
     * @param records track records of the fix patterns
     */
    public record Input(
            List<Issue> issues,
            ToDoubleFunction<Issue> perHour,
            Map<String, Integer> restarts,
            List<FixRecord> fixes,
            List<PatternRecord> records,
            Instant now) {}

    public ErrorGrouping(RecentChanges changes, ChangeLookup changeLookup) {
        this.changes = changes;
        this.changeLookup = changeLookup;
    }

    /** The groups, most harmful first. */
    public List<ErrorGroup> group(Input input) {
        Map<CommonCause, List<Issue>> byCause = new LinkedHashMap<>();
        Map<String, List<FixRecord>> fixes = new HashMap<>();
        input.fixes()
                .forEach(fix -> fixes.computeIfAbsent(fix.issue(), i -> new ArrayList<>())
                        .add(fix));
        input.issues()
                .forEach(issue -> byCause.computeIfAbsent(
                                CommonCause.of(issue, endpoint(fixes.getOrDefault(issue.id(), List.of()))),
                                c -> new ArrayList<>())
                        .add(issue));
        return byCause.entrySet().stream()
                .map(e -> group(e.getKey(), e.getValue(), input, fixes))
                .sorted(Comparator.comparingDouble(ErrorGroup::harm).reversed())
                .toList();
    }

    private ErrorGroup group(CommonCause cause, List<Issue> issues, Input input, Map<String, List<FixRecord>> fixes) {
        List<Issue> ranked = issues.stream()
                .sorted(Comparator.comparingLong(Issue::count).reversed())
                .toList();
        Set<String> processes =
                new TreeSet<>(issues.stream().map(Issue::process).toList());
        Frequency frequency = Frequency.of(issues, input);
        List<Tried> tried = TriedPatterns.of(issues, fixes, input.records());
        return new ErrorGroup(
                cause.describe(ranked.get(0)),
                cause.family(),
                ranked.get(0).type(),
                List.copyOf(processes),
                ranked.stream().map(Issue::id).toList(),
                frequency.count(),
                frequency.perHour(),
                frequency.direction(),
                frequency.first().firstSeen(),
                frequency.last(),
                harm(issues, processes, frequency, input),
                changedBefore(frequency.first(), processes),
                tried,
                GroupSuggestion.of(cause, ranked.get(0), tried, processes.size()));
    }

    /**
     * Occurrences an hour, times the processes, times the restarts that they cause; a tenth of it once all issues are
     * settled.
     */
    private static double harm(List<Issue> issues, Set<String> processes, Frequency f, Input input) {
        int restarts = issues.stream()
                .mapToInt(i -> input.restarts().getOrDefault(i.id(), 0))
                .sum();
        boolean settled = issues.stream().allMatch(i -> i.status().isClosed());
        double days = Math.max(1, f.hours() / 24);
        return (f.perHour() + f.count() / (24 * days)) * processes.size() * (1 + restarts) * (settled ? 0.1 : 1);
    }

    /**
     * How often the issues of a group occur.
     *
     * @param hours since the first of them, at least one
     */
    private record Frequency(long count, double perHour, Issue first, Instant last, double hours) {
        static Frequency of(List<Issue> issues, Input input) {
            Issue first =
                    issues.stream().min(Comparator.comparing(Issue::firstSeen)).orElseThrow();
            Instant last = issues.stream()
                    .map(Issue::lastSeen)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            double hours =
                    Math.max(1, Duration.between(first.firstSeen(), input.now()).toMinutes() / 60.0);
            return new Frequency(
                    issues.stream().mapToLong(Issue::count).sum(),
                    issues.stream().mapToDouble(input.perHour()).sum(),
                    first,
                    last,
                    hours);
        }

        Direction direction() {
            double mean = count / hours;
            if (perHour == 0) {
                return Direction.SILENT;
            }
            if (hours <= 1 || perHour > 1.5 * mean) {
                return Direction.RISING;
            }
            return perHour < mean / 1.5 ? Direction.FALLING : Direction.STEADY;
        }
    }

    /** The endpoint that a repair of the issue waits for, or empty. */
    private static String endpoint(List<FixRecord> fixes) {
        return fixes.stream()
                .flatMap(f -> f.fix().changes().stream())
                .filter(Change.AwaitEndpoint.class::isInstance)
                .map(Change.AwaitEndpoint.class::cast)
                .map(e -> e.host() + ":" + e.port())
                .findFirst()
                .orElse("");
    }

    /** Deliberate changes of its own processes first, then whatever happened to other processes. */
    private List<String> changedBefore(Issue first, Set<String> processes) {
        List<String> found = new ArrayList<>(changeLookup.before(first));
        changes.within(first.firstSeen(), LOOK_BACK, c -> processes.contains(c.process()) && c.deliberate())
                .forEach(c -> found.add(describe(c, first)));
        changes.within(first.firstSeen(), LOOK_BACK, c -> !processes.contains(c.process()))
                .forEach(c -> found.add(describe(c, first)));
        return found.stream().distinct().limit(MAX_CHANGES).toList();
    }

    private static String describe(RecentChanges.Change change, Issue first) {
        return change.process() + ": " + change.what() + ", "
                + HumanDuration.format(
                        Duration.between(change.at(), first.firstSeen()).toSeconds())
                + " before";
    }
}
