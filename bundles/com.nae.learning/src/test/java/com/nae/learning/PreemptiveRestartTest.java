package com.nae.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.config.Settings;
import com.nae.api.healing.ChangeLog;
import com.nae.api.health.HealthMonitor;
import com.nae.api.health.ResourceSample;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueTracker;
import com.nae.api.learning.PreemptiveRestart;
import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
import com.nae.learning.records.TrackRecordStore;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program leaks 35 of its 1000 bytes an hour, in both modes, in virtual time: from its start to the effect of its
 * restart.
 */
class PreemptiveRestartTest {
    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
    private static final InstanceId LIVE = InstanceId.parse("trader@live");
    private static final InstanceId SANDBOX = InstanceId.parse("trader@sandbox");

    @TempDir
    Path folder;

    private final Random random = new Random(1);
    private final Map<InstanceId, Instant> started = new TreeMap<>(Map.of(LIVE, START, SANDBOX, START));
    private final List<InstanceId> restarted = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private List<Issue> issues = List.of();
    private boolean faulty;
    private Instant now = START;
    private LearningLoop loop;

    @Test
    void itIsAnnouncedRehearsedMadeInTimeAndMeasuredToHaveHelped() {
        advanceTo(16);
        PreemptiveRestart first = loop.snapshot().announcements().get(0);
        assertTrue(
                first.reason()
                        .startsWith("restart before memory runs out: trader@live: memory reaches its limit in about"),
                first::toString);
        assertEquals(List.of(), restarted, "nothing is done yet");
        advanceTo(28);
        assertEquals(List.of(SANDBOX, LIVE), restarted.subList(0, 2));
        assertEquals(2, restarted.size(), restarted::toString);
        assertTrue(log.get(0).startsWith("restarted trader live restart before memory runs out"), log::toString);
        PreemptiveRestart made = loop.snapshot().pastRestarts().get(0);
        assertEquals(LIVE, made.instance());
        assertTrue(made.state().startsWith("helped: memory went from 9"), made::state);
        assertTrue(made.at().isBefore(START.plus(Duration.ofHours(20))), "before it runs out after 20 hours");
        assertTrue(made.at().isAfter(START.plus(Duration.ofHours(18))), () -> "and not much earlier: " + made.at());
    }

    @Test
    void liveIsLeftAloneWhereTheRestartOfTheSandboxShowsANewError() {
        faulty = true;
        advanceTo(20);
        assertEquals(List.of(SANDBOX), restarted);
        assertTrue(
                loop.snapshot()
                        .pastRestarts()
                        .get(0)
                        .state()
                        .startsWith("dropped: the restart of trader@sandbox was not clean"),
                loop.snapshot().pastRestarts()::toString);
        assertEquals(List.of(), log);
    }

    /** Advances the time to an hour after the start, with a sample a minute and a round every five. */
    private void advanceTo(int until) {
        if (loop == null) {
            loop = new LearningLoop(
                    new RuntimeServices(
                            processes(),
                            (id, what) -> true,
                            tracker(),
                            FakeRuntime.answering(
                                    HealthMonitor.class, Map.of("system", Optional.empty(), "recent", List.of())),
                            new TrackRecordService(
                                    new TrackRecordStore(folder.resolve("records.jsonl"), Clock.systemUTC(), 1)),
                            new Home(folder, "dual"),
                            Optional::empty,
                            Optional::empty,
                            () -> Optional.of(changeLog())),
                    Config.of(new Settings(Map.of("enhancements", "false"))));
        }
        for (; now.isBefore(START.plus(Duration.ofHours(until))); now = now.plusSeconds(60)) {
            loop.sampled(List.of(sample(LIVE, 300 + 35.0 * age(LIVE).toSeconds() / 3600), sample(SANDBOX, 200)));
            if (now.getEpochSecond() % 300 == 0) {
                loop.runRound(List.of(), now);
            }
        }
    }

    private Duration age(InstanceId id) {
        return Duration.between(started.get(id), now);
    }

    private ResourceSample sample(InstanceId id, double memory) {
        return new ResourceSample(
                id,
                now,
                OptionalDouble.of(5),
                OptionalLong.of((long) (memory + 2 * random.nextGaussian())),
                OptionalLong.of(10),
                OptionalLong.of(4),
                1,
                age(id).plusSeconds(1),
                0,
                OptionalDouble.of(0),
                Optional.empty(),
                OptionalDouble.empty());
    }

    private ChangeLog changeLog() {
        return entry -> log.add(entry.event().word() + " " + entry.about().process() + " "
                + entry.about().mode().map(m -> m.word()).orElse("") + " "
                + entry.remedy().reason());
    }

    private void restart(InstanceId id) {
        restarted.add(id);
        event(id, ProcessState.RUNNING, ProcessState.STOPPING);
        event(id, ProcessState.STOPPING, ProcessState.STOPPED);
        started.put(id, now);
        event(id, ProcessState.STOPPED, ProcessState.STARTING);
        event(id, ProcessState.STARTING, ProcessState.RUNNING);
        if (faulty) {
            issues = List.of(FakeRuntime.issue(id, now.plusSeconds(10), now.plusSeconds(10)));
        }
    }

    private void event(InstanceId id, ProcessState before, ProcessState state) {
        loop.processChanged(new ProcessEvent(before, FakeRuntime.status(id, state, started.get(id)), false, now));
    }

    private IssueTracker tracker() {
        return (IssueTracker) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {IssueTracker.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "list" -> issues;
                    default -> 0.0;
                });
    }

    private ProcessManager processes() {
        return (ProcessManager) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ProcessManager.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "list" ->
                        started.keySet().stream()
                                .map(id -> FakeRuntime.status(id, ProcessState.RUNNING, started.get(id)))
                                .toList();
                    case "status" ->
                        Optional.of(FakeRuntime.status(
                                (InstanceId) arguments[0], ProcessState.RUNNING, started.get(arguments[0])));
                    case "definition" -> Optional.of(FakeRuntime.definition("trader", (Mode) arguments[1]));
                    case "restart" -> {
                        restart((InstanceId) arguments[0]);
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
