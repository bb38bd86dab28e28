package com.nae.learning.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.Change;
import com.nae.api.healing.Fix;
import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.issue.SourceLocation;
import com.nae.api.learning.ErrorGroup;
import com.nae.api.learning.ErrorGroup.Direction;
import com.nae.api.learning.ErrorGroup.Tried;
import com.nae.api.learning.PatternRecord;
import com.nae.api.process.InstanceId;
import com.nae.learning.watch.RecentChanges;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ErrorGroupingTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private final RecentChanges changes = new RecentChanges();
    private final ErrorGrouping grouping = new ErrorGrouping(changes, issue -> List.of());

    @Test
    void sevenProcessesThatCannotReachOneEndpointAreOneCause() {
        List<Issue> issues = IntStream.range(0, 7)
                .mapToObj(i -> issue("worker" + i, Family.CONNECTION, "ConnectionRefusedError", "127.0.0.1:5432", 10))
                .toList();
        List<ErrorGroup> found = groups(issues, Map.of(), List.of(), List.of());
        assertEquals(1, found.size());
        assertEquals(7, found.get(0).processes().size());
        assertEquals(70, found.get(0).count());
        assertEquals(
                "127.0.0.1:5432 cannot be reached (ConnectionRefusedError)",
                found.get(0).cause());
        assertTrue(
                found.get(0).suggestion().contains("7 programs cannot reach it"),
                found.get(0).suggestion());
    }

    @Test
    void anEndpointThatOnlyARepairHasFoundTellsCausesApart() {
        List<Issue> issues = List.of(
                issue("a", Family.CONNECTION, "ConnectionRefusedError", "", 1),
                issue("b", Family.CONNECTION, "ConnectionRefusedError", "", 1));
        ErrorGroup vague = groups(issues, Map.of(), List.of(), List.of()).get(0);
        assertTrue(
                vague.suggestion().startsWith("Find out which address is meant; the output does not name it."),
                vague.suggestion());
        Fix fix = new Fix(
                "connection-await", "down", .9, Fix.Risk.LOW, List.of(new Change.AwaitEndpoint("127.0.0.1", 5432)));
        FixRecord waiting = new FixRecord(
                "f", "a", "fp", "a", Optional.empty(), "healer", fix, FixRecord.State.WAITING, "", NOW, List.of());
        assertEquals(
                Set.of("127.0.0.1:5432 cannot be reached (ConnectionRefusedError)", vague.cause()),
                Set.copyOf(groups(issues, Map.of(), List.of(waiting), List.of()).stream()
                        .map(ErrorGroup::cause)
                        .toList()));
    }

    @Test
    void messagesThatDifferInNumbersAndPathsAreOneCause() {
        List<Issue> issues = List.of(
                message("a", "order 17 of '/var/x/1' failed after 3.5s"),
                message("b", "order 9 of '/tmp/q' failed after 12.25s"),
                message("c", "disk is full"));
        assertEquals(2, groups(issues, Map.of(), List.of(), List.of()).size());
        assertEquals("order * of * failed after *", MessageTemplate.of("order 17 of '/var/x/1' failed after 3.5s"));
        assertEquals(
                "open /etc failed: id=*, (*)",
                MessageTemplate.of("open /etc failed: id=0x7f3a, (550e8400-e29b-41d4-a716-446655440000)"));
    }

    @Test
    void theMostHarmfulIsFirst() {
        Issue often = issue("often", Family.KEY, "KeyError", "price", 500);
        Issue fatal = issue("fatal", Family.IMPORT, "NameError", "json", 100);
        List<ErrorGroup> found = groups(List.of(often, fatal), Map.of("fatal", 20), List.of(), List.of());
        assertEquals(List.of("fatal"), found.get(0).issues());
        assertEquals(Direction.SILENT, found.get(0).trend());
    }

    @Test
    void whatChangedShortlyBeforeIsNamedOwnChangesFirst() {
        Instant first = NOW.minusSeconds(3600);
        changes.add(first.minusSeconds(7200), "a", "long ago", true);
        changes.add(first.minusSeconds(120), "b", "b@live ended with exit code 1", false);
        changes.add(first.minusSeconds(300), "a", "its definition was changed", true);
        changes.add(first.plusSeconds(5), "a", "afterwards", true);
        ErrorGroup group = groups(List.of(issue("a", Family.KEY, "KeyError", "k", 3)), Map.of(), List.of(), List.of())
                .get(0);
        assertEquals(
                List.of(
                        "a: its definition was changed, 5 min before",
                        "b: b@live ended with exit code 1, 2 min before"),
                group.changedBefore());
    }

    @Test
    void whatWorkedHereIsSuggestedBeforeWhatWorkedElsewhere() {
        Issue issue = issue("a", Family.CONNECTION, "TimeoutError", "db:5432", 3);
        PatternRecord elsewhere = new PatternRecord("", Family.CONNECTION, "await-endpoint", 4, 1, 5, .8, false, NOW);
        PatternRecord other = new PatternRecord("", Family.KEY, "default", 4, 0, 4, .9, false, NOW);
        ErrorGroup before = groups(List.of(issue), Map.of(), List.of(), List.of(elsewhere, other))
                .get(0);
        assertEquals(List.of(new Tried("await-endpoint", false, 5, 4)), before.tried());
        assertTrue(
                before.suggestion()
                        .startsWith("'await-endpoint' worked for the same kind of error elsewhere (4 of 5 tries)"),
                before.suggestion());
        ErrorGroup after = groups(
                        List.of(issue),
                        Map.of(),
                        List.of(
                                fix("a", "set-address", FixRecord.State.HEALED),
                                fix("a", "raise-timeout", FixRecord.State.FAILED)),
                        List.of())
                .get(0);
        assertEquals(
                List.of(new Tried("raise-timeout", true, 1, 0), new Tried("set-address", true, 1, 1)), after.tried());
        assertTrue(after.suggestion().startsWith("'set-address' worked here (1 of 1 try)"), after.suggestion());
    }

    @Test
    void withoutTrackRecordTheSuggestionNamesThePlace() {
        ErrorGroup group = groups(
                        List.of(issue("a", Family.IMPORT, "NameError", "json", 1)), Map.of(), List.of(), List.of())
                .get(0);
        assertEquals(
                "Add the import of 'json' at main.py:3, or install what the project declares.", group.suggestion());
    }

    private List<ErrorGroup> groups(
            List<Issue> issues, Map<String, Integer> restarts, List<FixRecord> fixes, List<PatternRecord> records) {
        return grouping.group(new ErrorGrouping.Input(
                issues, i -> restarts.isEmpty() ? i.count() : 0, restarts, fixes, records, NOW));
    }

    private static FixRecord fix(String issue, String pattern, FixRecord.State state) {
        return new FixRecord(
                "f-" + pattern,
                issue,
                "fp",
                "a",
                Optional.empty(),
                "healer",
                new Fix(pattern, "because", .9, Fix.Risk.LOW, List.of()),
                state,
                "",
                NOW,
                List.of());
    }

    private static Issue message(String id, String message) {
        return new Issue(
                id,
                "fp" + id,
                "p" + id,
                Set.of(InstanceId.parse("p@live")),
                new Issue.Failure(Family.OTHER, "ValueError", "ValueError", "", message, Optional.empty(), "python"),
                new Issue.Occurrences(NOW.minusSeconds(3600), NOW, 1),
                Issue.Status.OPEN,
                Optional.empty(),
                List.of(),
                List.of());
    }

    /** @param process whose name is the id of the issue, too */
    private static Issue issue(String process, Family family, String type, String subject, long count) {
        return new Issue(
                process,
                "fp" + process,
                process,
                Set.of(InstanceId.parse(process + "@live")),
                new Issue.Failure(
                        family,
                        type,
                        type,
                        subject,
                        "message",
                        Optional.of(new SourceLocation("main.py", 3, "run", "")),
                        "python"),
                new Issue.Occurrences(NOW.minusSeconds(3600), NOW, count),
                Issue.Status.OPEN,
                Optional.empty(),
                List.of(),
                List.of());
    }
}
