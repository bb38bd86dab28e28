package com.nae.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.config.Settings;
import com.nae.api.healing.ChangeLog;
import com.nae.api.healing.Fix;
import com.nae.api.healing.FixRecord;
import com.nae.api.healing.HealingCoordinator;
import com.nae.api.health.HealthMonitor;
import com.nae.api.health.ResourceSample;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueTracker;
import com.nae.api.learning.Anomaly;
import com.nae.api.learning.Enhancement;
import com.nae.api.learning.ErrorGroup;
import com.nae.api.learning.InstanceProfile;
import com.nae.api.operation.Home;
import com.nae.api.process.ExitStatus;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.learning.records.TrackRecordStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine as a whole, its neighbours played. The definition of the program limits its memory to 1000 bytes. */
class LearningLoopTest {
    private static final InstanceId ID = InstanceId.parse("trader@live");

    @TempDir
    Path folder;

    private final Instant begun = Instant.now();
    private final Map<String, Object> processes = new HashMap<>();
    private final Map<String, Object> issues = new HashMap<>();
    private final Map<String, Object> healing = new HashMap<>(Map.of("fixes", List.of()));
    private final List<ChangeLog.Entry> log = new ArrayList<>();
    private final List<InstanceProfile> observed = new ArrayList<>();
    private LearningLoop mind;

    @BeforeEach
    void think() {
        processes.putAll(Map.of(
                "list",
                List.of(FakeRuntime.running(ID, begun)),
                "status",
                Optional.of(FakeRuntime.running(ID, begun)),
                "definition",
                Optional.of(FakeRuntime.definition("trader", Mode.LIVE))));
        issues.putAll(Map.of("list", List.of(), "errorsPerHour", 0.0, "issuesPerHour", 4.0));
        TrackRecordService memory =
                new TrackRecordService(new TrackRecordStore(folder.resolve("records.jsonl"), Clock.systemUTC(), 1));
        ChangeLog changeLog = log::add;
        mind = new LearningLoop(
                new RuntimeServices(
                        FakeRuntime.answering(ProcessManager.class, processes),
                        FakeRuntime.answering(IssueTracker.class, issues),
                        FakeRuntime.answering(
                                HealthMonitor.class, Map.of("system", Optional.empty(), "recent", List.of())),
                        memory,
                        new Home(folder, "dual"),
                        Optional::empty,
                        () -> Optional.of(FakeRuntime.answering(HealingCoordinator.class, healing)),
                        () -> Optional.of(changeLog)),
                Config.of(new Settings(Map.of())));
    }

    @Test
    void aLimitThatIsNearIsSeenInEachRoundNotOnlyInTheFirst() {
        for (int round = 0; round < 3; round++) {
            mind.sampled(List.of(sample(30 * round, 950, OptionalDouble.empty())));
            mind.runRound(List.of(new Watching()), begun.plusSeconds(300L * round));
        }
        assertEquals(
                List.of(0.95, 0.95, 0.95),
                observed.stream().map(InstanceProfile::limitShare).toList());
    }

    @Test
    void anOutlookHasItsLimitAlsoRightAfterARound() {
        for (int s = 0; s <= 12 * 3600; s += 60) {
            mind.sampled(List.of(sample(s, 300 + s / 100, OptionalDouble.empty())));
        }
        mind.runRound(List.of(), begun.plusSeconds(12 * 3600));
        assertEquals(1000, mind.snapshot().forecasts().get(0).limit());
        assertTrue(
                mind.snapshot().forecasts().get(0).sentence().contains("7")
                        && !mind.snapshot().forecasts().get(0).sentence().contains("9223"),
                mind.snapshot().forecasts()::toString);
    }

    @Test
    void aProbeThatIsSuddenlyAnsweredSlowlyIsToldWithTheUsualRange() {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            mind.sampled(List.of(
                    sample(30 * i, 100, OptionalDouble.of((i < 150 ? 0.05 : 2) + 0.005 * random.nextDouble()))));
        }
        mind.runRound(List.of(), begun.plusSeconds(30 * 200));
        List<Anomaly> found = mind.snapshot().anomalies();
        assertEquals(1, found.size(), found::toString);
        assertTrue(
                found.get(0)
                        .sentence()
                        .matches("trader@live: probe latency jumped to 2\\.0\\d s, usually 0\\.05 s( to 0\\.06 s)?\\."),
                found.get(0).sentence());
    }

    @Test
    void aFixThatReachedLiveIsWhatALaterAnomalyIsTiedTo() {
        Random random = new Random(1);
        for (int i = 0; i < 150; i++) {
            mind.sampled(List.of(sample(30 * i, 100 + (long) (1e7 * random.nextDouble()), OptionalDouble.empty())));
        }
        Instant promoted = begun.plusSeconds(30 * 149);
        healing.put(
                "fixes",
                List.of(new FixRecord(
                        "f1",
                        "i1",
                        "fp",
                        "trader",
                        Optional.of(Mode.LIVE),
                        "import",
                        new Fix("stdlib", "because", .9, Fix.Risk.LOW, List.of()),
                        FixRecord.State.OBSERVED,
                        "",
                        promoted,
                        List.of(new FixRecord.Event(promoted, "promoted", "", "policy")))));
        mind.runRound(List.of(), promoted);
        mind.sampled(List.of(sample(30 * 150, 900_000_000, OptionalDouble.empty())));
        mind.runRound(List.of(), promoted.plusSeconds(60));
        assertEquals(
                Optional.of("fix f1 (stdlib) was promoted"),
                mind.snapshot().anomalies().get(0).tiedTo());
    }

    @Test
    void aDefinitionThatWasChangedAndRestartsThatFollowedStandWithTheCause() {
        Instant changed = begun.plusSeconds(100);
        mind.definitionChanged("trader", changed);
        Issue issue = new Issue(
                "i1",
                "fp",
                Family.KEY,
                "KeyError",
                "KeyError",
                "price",
                "trader",
                Set.of(ID),
                "'price'",
                Optional.empty(),
                changed.plusSeconds(60),
                changed.plusSeconds(90),
                3,
                Issue.Status.OPEN,
                Optional.empty(),
                List.of(),
                "python");
        issues.put("list", List.of(issue));
        mind.runRound(List.of(), changed.plusSeconds(100));
        double harm = mind.snapshot().groups().get(0).harm();
        mind.issueOccurred(issue, ID);
        mind.processChanged(new ProcessEvent(
                ProcessState.RUNNING,
                new ProcessStatus(
                        ID,
                        ProcessState.BACKOFF,
                        "",
                        changed,
                        OptionalLong.empty(),
                        Optional.of(begun),
                        1,
                        Optional.of(new ExitStatus(OptionalInt.of(1), OptionalInt.empty(), changed.plusSeconds(92))),
                        false,
                        false,
                        Optional.empty()),
                true,
                changed.plusSeconds(92)));
        mind.runRound(List.of(), changed.plusSeconds(100));
        ErrorGroup group = mind.snapshot().groups().get(0);
        assertEquals(List.of("trader: its definition was changed, 60 s before"), group.changedBefore());
        assertEquals(2 * harm, group.harm(), 1e-9, "an error that ends the program is twice as bad");
    }

    @Test
    void whatIsEnhancedIsCountedSaidInTheChangeLogAndTakenBackWithItsBundle() {
        Watching watching = new Watching();
        mind.runRound(List.of(watching), begun);
        assertTrue(mind.snapshot().enhancements().get(0).inForce());
        mind.enhancementRemoved(watching);
        assertEquals(
                Optional.of("its bundle went away"),
                mind.snapshot().enhancements().get(0).withdrawn());
        assertEquals(
                List.of("enhanced", "enhanced"),
                log.stream().map(ChangeLog.Entry::event).toList());
        assertEquals(
                "watching: setting from 1 to 2, reason; expected: expected",
                log.get(0).remedy().reason());
    }

    @Test
    void noEnhancementIsMadeWhereTheyAreSwitchedOff() {
        mind.configure(Config.of(new Settings(Map.of("enhancements", "false"))));
        mind.runRound(List.of(new Watching()), begun);
        assertEquals(List.of(), mind.snapshot().enhancements());
    }

    private ResourceSample sample(int second, long memory, OptionalDouble probe) {
        return new ResourceSample(
                ID,
                begun.plusSeconds(second),
                OptionalDouble.of(5),
                OptionalLong.of(memory),
                OptionalLong.of(10),
                OptionalLong.of(4),
                1,
                Duration.ofSeconds(second + 1),
                0,
                OptionalDouble.of(0),
                Optional.empty(),
                probe);
    }

    /** An enhancement that notes what it is shown. */
    private final class Watching implements Enhancement {
        @Override
        public String name() {
            return "watching";
        }

        @Override
        public Optional<Proposal> propose(InstanceProfile o) {
            observed.add(o);
            return Optional.of(
                    new Proposal(o.status().id(), "setting", "1", "2", "reason", "expected", Duration.ofDays(1)));
        }

        @Override
        public boolean apply(Proposal proposal) {
            return true;
        }

        @Override
        public void withdraw(Proposal proposal) {
            observed.clear();
        }

        @Override
        public Optional<Double> figure(Proposal proposal, InstanceProfile o) {
            return Optional.empty();
        }
    }
}
