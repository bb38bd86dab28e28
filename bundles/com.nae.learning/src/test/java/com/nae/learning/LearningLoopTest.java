package com.nae.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.config.Settings;
import com.nae.api.healing.ChangeEvent;
import com.nae.api.healing.ChangeLog;
import com.nae.api.healing.Fix;
import com.nae.api.healing.FixRecord;
import com.nae.api.healing.HealingCoordinator;
import com.nae.api.health.HealthMonitor;
import com.nae.api.health.ResourceSample;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueTracker;
import com.nae.api.learning.Anomaly;
import com.nae.api.learning.ErrorGroup;
import com.nae.api.learning.InstanceProfile;
import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
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
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The learning loop with stand-ins for all services. The definition of the program limits its memory to 1000 bytes. */
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
    private LearningLoop loop;

    @BeforeEach
    void createLoop() {
        processes.putAll(Map.of(
                "list",
                List.of(FakeRuntime.running(ID, begun)),
                "status",
                Optional.of(FakeRuntime.running(ID, begun)),
                "definition",
                Optional.of(FakeRuntime.definition("trader", Mode.LIVE))));
        issues.putAll(Map.of("list", List.of(), "errorsPerHour", 0.0, "issuesPerHour", 4.0));
        TrackRecordService trackRecords =
                new TrackRecordService(new TrackRecordStore(folder.resolve("records.jsonl"), Clock.systemUTC(), 1));
        ChangeLog changeLog = log::add;
        loop = new LearningLoop(
                new RuntimeServices(
                        FakeRuntime.answering(ProcessManager.class, processes),
                        (id, what) -> true,
                        FakeRuntime.answering(IssueTracker.class, issues),
                        FakeRuntime.answering(
                                HealthMonitor.class, Map.of("system", Optional.empty(), "recent", List.of())),
                        trackRecords,
                        new Home(folder, "dual"),
                        Optional::empty,
                        () -> Optional.of(FakeRuntime.answering(HealingCoordinator.class, healing)),
                        () -> Optional.of(changeLog)),
                Config.of(new Settings(Map.of())));
    }

    @Test
    void aLimitThatIsNearIsSeenInEachRoundNotOnlyInTheFirst() {
        for (int round = 0; round < 3; round++) {
            loop.sampled(List.of(sample(30 * round, 950, OptionalDouble.empty())));
            loop.runRound(List.of(new RecordingEnhancement(observed)), begun.plusSeconds(300L * round));
        }
        assertEquals(
                List.of(0.95, 0.95, 0.95),
                observed.stream().map(InstanceProfile::limitShare).toList());
    }

    @Test
    void aForecastHasItsLimitAlsoRightAfterARound() {
        for (int s = 0; s <= 12 * 3600; s += 60) {
            loop.sampled(List.of(sample(s, 300 + s / 100, OptionalDouble.empty())));
        }
        loop.runRound(List.of(), begun.plusSeconds(12 * 3600));
        assertEquals(1000, loop.snapshot().forecasts().get(0).limit());
        assertTrue(
                loop.snapshot().forecasts().get(0).sentence().contains("7")
                        && !loop.snapshot().forecasts().get(0).sentence().contains("9223"),
                loop.snapshot().forecasts()::toString);
    }

    @Test
    void aProbeThatIsSuddenlyAnsweredSlowlyIsReportedWithTheUsualRange() {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            loop.sampled(List.of(
                    sample(30 * i, 100, OptionalDouble.of((i < 150 ? 0.05 : 2) + 0.005 * random.nextDouble()))));
        }
        loop.runRound(List.of(), begun.plusSeconds(30 * 200));
        List<Anomaly> found = loop.snapshot().anomalies();
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
            loop.sampled(List.of(sample(30 * i, 100 + (long) (1e7 * random.nextDouble()), OptionalDouble.empty())));
        }
        Instant promoted = begun.plusSeconds(30 * 149);
        healing.put("fixes", List.of(promotedFix(promoted)));
        loop.runRound(List.of(), promoted);
        loop.sampled(List.of(sample(30 * 150, 900_000_000, OptionalDouble.empty())));
        loop.runRound(List.of(), promoted.plusSeconds(60));
        assertEquals(
                Optional.of("fix f1 (stdlib) was promoted"),
                loop.snapshot().anomalies().get(0).tiedTo());
    }

    @Test
    void aGroupNamesTheChangeBeforeItAndCountsTheRestartsItCaused() {
        Instant changed = begun.plusSeconds(100);
        loop.definitionChanged("trader", changed);
        Issue issue = FakeRuntime.issue(ID, changed.plusSeconds(60), changed.plusSeconds(90));
        issues.put("list", List.of(issue));
        loop.runRound(List.of(), changed.plusSeconds(100));
        double harm = loop.snapshot().groups().get(0).harm();
        loop.issueOccurred(issue, ID);
        loop.processChanged(new ProcessEvent(
                ProcessState.RUNNING,
                FakeRuntime.status(ID, ProcessState.BACKOFF, begun),
                true,
                changed.plusSeconds(92)));
        loop.runRound(List.of(), changed.plusSeconds(100));
        ErrorGroup group = loop.snapshot().groups().get(0);
        assertEquals(List.of("trader: its definition was changed, 60 s before"), group.changedBefore());
        assertEquals(2 * harm, group.harm(), 1e-9, "an error that ends the program is twice as bad");
    }

    @Test
    void anEnhancementIsLoggedAndIsWithdrawnWithItsBundle() {
        RecordingEnhancement watching = new RecordingEnhancement(observed);
        loop.runRound(List.of(watching), begun);
        assertTrue(loop.snapshot().enhancements().get(0).inForce());
        loop.enhancementRemoved(watching);
        assertEquals(
                Optional.of("its bundle was removed"),
                loop.snapshot().enhancements().get(0).withdrawn());
        assertEquals(
                List.of(ChangeEvent.ENHANCED, ChangeEvent.ENHANCED),
                log.stream().map(ChangeLog.Entry::event).toList());
        assertEquals(
                "watching: setting from 1 to 2, reason; expected: expected",
                log.get(0).remedy().reason());
    }

    @Test
    void noEnhancementIsAppliedWhenTheyAreSwitchedOff() {
        loop.configure(Config.of(new Settings(Map.of("enhancements", "false"))));
        loop.runRound(List.of(new RecordingEnhancement(observed)), begun);
        assertEquals(List.of(), loop.snapshot().enhancements());
    }

    private static FixRecord promotedFix(Instant at) {
        return new FixRecord(
                "f1",
                "i1",
                "fp",
                "trader",
                Optional.of(Mode.LIVE),
                "import",
                new Fix("stdlib", "because", .9, Fix.Risk.LOW, List.of()),
                FixRecord.State.OBSERVED,
                "",
                at,
                List.of(new FixRecord.Event(at, ChangeEvent.PROMOTED, "", "policy")));
    }

    private ResourceSample sample(int second, long trackRecords, OptionalDouble probe) {
        return new ResourceSample(
                ID,
                begun.plusSeconds(second),
                OptionalDouble.of(5),
                OptionalLong.of(trackRecords),
                OptionalLong.of(10),
                OptionalLong.of(4),
                1,
                Duration.ofSeconds(second + 1),
                0,
                OptionalDouble.of(0),
                Optional.empty(),
                probe);
    }
}
