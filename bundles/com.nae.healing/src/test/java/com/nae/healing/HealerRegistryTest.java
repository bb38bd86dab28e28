package com.nae.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.Fix;
import com.nae.api.healing.Healer;
import com.nae.api.healing.HealerState;
import com.nae.api.healing.Workspace;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.healing.HealingWorld.Failure;
import com.nae.healing.context.CaseContext;
import com.nae.healing.exec.SchedulerThread;
import com.nae.healing.exec.TimedThreadPool;
import com.nae.healing.healers.HealerRegistry;
import com.nae.healing.healers.HealerSlot;
import com.nae.healing.healers.InFlightHealers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Healers that throw, hang, allocate without end, or are replaced while they think. */
class HealerRegistryTest {
    private static final Failure MISSING = Failure.exit(Family.IMPORT, "NameError", "json");

    @TempDir
    Path root;

    @Test
    void anIssueForWhichTheHealerWasTooSlowOnABusyMachineWasLeftAloneForTenMinutes() {
        HealingWorld w = new HealingWorld(root).boot();
        AtomicInteger asked = new AtomicInteger();
        w.healer("import-module", (issue, workspace) -> {
            if (asked.incrementAndGet() == 1) {
                throw new VirtualScheduler.Hang();
            }
            return HealingWorld.edit(workspace, "import-module", "BROKEN", "import json");
        });
        heals(w);
        assertTrue(
                w.processes.starts("app@live") <= 4,
                "its starts are held back meanwhile: " + w.processes.starts("app@live"));
    }

    @Test
    void oneThatWasOnlyLateOnABusyMachineWasNeverAskedAgain() {
        java.time.Instant now = java.time.Instant.EPOCH;
        HealerSlot slot = new HealerSlot(
                new com.nae.api.healing.HealingCoordinator.HealerInfo("import", "b", "1", HealerState.ACTIVE), false);
        slot.timedOut(now);
        assertFalse(slot.isClosed(now), "once is none");
        slot.cameBack(now);
        slot.timedOut(now);
        slot.cameBack(now);
        assertTrue(slot.isClosed(now.plusSeconds(29)));
        assertFalse(slot.isClosed(now.plusSeconds(31)), "it is asked again");
        slot.timedOut(now.plusSeconds(31));
        slot.cameBack(now.plusSeconds(31));
        assertTrue(slot.isClosed(now.plusSeconds(90)), "later each time");
        assertFalse(slot.isClosed(now.plusSeconds(92)));
        slot.answered();
        slot.timedOut(now.plusSeconds(92));
        slot.timedOut(now.plusSeconds(92));
        assertTrue(slot.isClosed(now.plusSeconds(100_000)), "two threads that never come back close it");
        slot.cameBack(now.plusSeconds(100_000));
        assertFalse(slot.isClosed(now.plusSeconds(100_031)));
    }

    @Test
    void oneThatHangsHoldsUpNoCaseButItsOwn() {
        HealingWorld w = world();
        AtomicInteger asked = new AtomicInteger();
        w.healer(
                "sleepy",
                (issue, workspace) -> {
                    asked.incrementAndGet();
                    throw new VirtualScheduler.Hang();
                },
                Family.KEY);
        for (int i = 0; i < 20; i++) {
            w.program("key" + i, "", (text, variables) -> Optional.of(Failure.exit(Family.KEY, "KeyError", "x")));
        }
        w.loop.seconds(2);
        w.program(
                "app",
                "BROKEN\n",
                (text, variables) -> text.contains("BROKEN") ? Optional.of(MISSING) : Optional.empty());
        w.loop.seconds(4);
        assertEquals("import json\n", w.text("app", Mode.SANDBOX), "it is not kept waiting");
        w.loop.seconds(60);
        assertTrue(asked.get() <= 3, "asked " + asked);
        assertEquals("import json\n", w.text("app", Mode.LIVE));
    }

    @Test
    void oneThatWasAskedWhenTheRuntimeDiedIsNotAskedAgainUntilItIsReplaced() throws Exception {
        InFlightHealers first = new InFlightHealers(root);
        first.begin("greedy 1.0.0 abc");
        first.begin("");
        first.begin("other 1.0.0 def");
        first.end("other 1.0.0 def");
        for (int runtime = 0; runtime < 2; runtime++) {
            HealerRegistry healers = new HealerRegistry(new InFlightHealers(root));
            add(healers, "greedy", "greedy 1.0.0 abc");
            add(healers, "replaced", "greedy 1.0.1 fed");
            add(healers, "other", "other 1.0.0 def");
            add(healers, "shipped", "");
            assertEquals(
                    List.of("greedy quarantined", "other active", "replaced active", "shipped active"),
                    healers.infos(java.time.Instant.now()).stream()
                            .map(h -> h.name() + " " + h.state().word())
                            .toList());
        }
        InFlightHealers orderly = new InFlightHealers(root);
        orderly.begin("other 1.0.0 def");
        orderly.close();
        assertFalse(new InFlightHealers(root).fatal("other 1.0.0 def"));
    }

    private static void add(HealerRegistry healers, String name, String identity) {
        healers.add(new Named(name, () -> false), name, "1", identity);
    }

    /** A healer that asks itself whether an issue is for it, and has nothing to say. */
    private record Named(String name, java.util.concurrent.Callable<Boolean> question) implements Healer {
        @Override
        public boolean handles(Issue issue) {
            try {
                return question.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public List<Fix> diagnose(Issue issue, Workspace workspace) {
            return List.of();
        }
    }

    private HealingWorld world() {
        HealingWorld w = new HealingWorld(root).boot();
        w.replaces(Family.IMPORT, "import-module", "BROKEN", "import json");
        return w;
    }

    private static void heals(HealingWorld w) {
        w.program(
                "app",
                "BROKEN\n",
                (text, variables) -> text.contains("BROKEN") ? Optional.of(MISSING) : Optional.empty());
        w.loop.seconds(60);
        assertEquals("import json\n", w.text("app", Mode.LIVE));
    }

    @Test
    void oneThatThrowsCostsNothingElse() {
        HealingWorld w = world();
        w.healer("bad", (issue, workspace) -> {
            throw new IllegalStateException("bad day");
        });
        heals(w);
    }

    @Test
    void oneThatHangsTwiceIsNotAskedUntilItIsReplaced() {
        HealingWorld w = world();
        AtomicInteger asked = new AtomicInteger();
        w.healer("sleepy", (issue, workspace) -> {
            asked.incrementAndGet();
            throw new VirtualScheduler.Hang();
        });
        for (int i = 0; i < 5; i++) {
            w.program(
                    "app" + i,
                    "BROKEN\n",
                    (text, variables) -> text.contains("BROKEN") ? Optional.of(MISSING) : Optional.empty());
            w.loop.seconds(60);
            assertEquals("import json\n", w.text("app" + i, Mode.LIVE));
        }
        assertEquals(2, asked.get());
        assertTrue(w.healers.infos(w.loop.now()).stream()
                .anyMatch(h -> h.name().equals("sleepy") && h.state() == HealerState.QUARANTINED));
    }

    @Test
    void answersThatAreLateTogetherOnABusyMachineDoNotPutAGoodHealerAway() throws Exception {
        HealingWorld w = new HealingWorld(root);
        w.settings = Map.of("diagnosis_limit", "100ms");
        CaseContext idle = w.boot().desk;
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(3);
        HealerRegistry healers = new HealerRegistry(new InFlightHealers(root));
        healers.add(new Named("slow", () -> busy.await(60, TimeUnit.SECONDS)), "slow", "1", "");
        try (SchedulerThread loop = new SchedulerThread();
                TimedThreadPool crew = new TimedThreadPool(loop, 4)) {
            CaseContext desk = new CaseContext(
                    idle.home(), idle.settings(), loop, crew, idle.services(), idle.tools(), idle.records());
            Issue issue = new HealingWorld(root).issue("app", MISSING, new InstanceId("app", Mode.LIVE, 0));
            loop.execute(() -> {
                for (int i = 0; i < 3; i++) {
                    healers.ask(desk.questioning(), issue, () -> null, advice -> all.countDown());
                }
            });
            assertTrue(all.await(60, TimeUnit.SECONDS));
            busy.countDown();
            java.time.Instant later = java.time.Instant.now().plusSeconds(3_600);
            for (int look = 0; look < 3_000 && healers.infos(later).get(0).state() != HealerState.ACTIVE; look++) {
                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            }
            assertEquals(HealerState.ACTIVE, healers.infos(later).get(0).state());
        }
    }

    @Test
    void oneThatRunsOutOfMemoryIsNotAskedAgain() {
        HealingWorld w = world();
        AtomicInteger asked = new AtomicInteger();
        w.healer("greedy", (issue, workspace) -> {
            asked.incrementAndGet();
            throw new OutOfMemoryError("test");
        });
        heals(w);
        assertEquals(1, asked.get());
    }

    @Test
    void oneThatWasReplacedWhileItThoughtIsAskedOnceMore() {
        HealingWorld w = new HealingWorld(root).boot();
        AtomicInteger asked = new AtomicInteger();
        w.healer("import-module", (issue, workspace) -> {
            if (asked.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("gone with the old version");
            }
            return HealingWorld.edit(workspace, "import-module", "BROKEN", "import json");
        });
        heals(w);
        assertEquals(2, asked.get());
    }

    @Test
    void aThreadThatHangsIsLeftBehindAndReplaced() throws InterruptedException {
        try (SchedulerThread loop = new SchedulerThread();
                TimedThreadPool crew = new TimedThreadPool(loop, 1)) {
            CountDownLatch late = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(1);
            CountDownLatch never = new CountDownLatch(1);
            loop.execute(() -> {
                crew.submit(
                        "hangs",
                        java.time.Duration.ofMillis(50),
                        () -> never.await(1, TimeUnit.HOURS),
                        answer -> late.countDown());
                crew.submit("works", java.time.Duration.ofSeconds(30), () -> true, answer -> done.countDown());
            });
            assertTrue(late.await(10, TimeUnit.SECONDS));
            assertTrue(done.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void twoHundredIssuesOnAHundredProcessesNeedNoMoreThreadsThanTheCrewHas() throws Exception {
        Map<Thread, Boolean> seen = new java.util.concurrent.ConcurrentHashMap<>();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(200);
        CaseContext idle = world().desk;
        try (SchedulerThread loop = new SchedulerThread();
                TimedThreadPool crew = new TimedThreadPool(loop, 4)) {
            CaseContext desk = new CaseContext(
                    idle.home(), idle.settings(), loop, crew, idle.services(), idle.tools(), idle.records());
            HealerRegistry healers = new HealerRegistry(new InFlightHealers(root));
            for (String name : List.of("one", "two", "three")) {
                add(healers, name, "");
            }
            Issue issue = new HealingWorld(root).issue("app", MISSING, new InstanceId("app", Mode.LIVE, 0));
            loop.execute(() -> {
                for (int i = 0; i < 200; i++) {
                    healers.ask(desk.questioning(), issue, () -> null, advice -> {
                        Thread.getAllStackTraces().keySet().stream()
                                .filter(t -> t.getName().startsWith("nae-healing"))
                                .forEach(t -> seen.put(t, true));
                        most.accumulateAndGet(
                                (int) Thread.getAllStackTraces().keySet().stream()
                                        .filter(t -> t.getName().startsWith("nae-healing"))
                                        .count(),
                                Math::max);
                        all.countDown();
                    });
                }
            });
            assertTrue(all.await(60, TimeUnit.SECONDS));
        }
        assertTrue(
                most.get() <= 1 + 4 + 1,
                "threads at a time: " + most + " (one that has just answered may still be there)");
    }

    @Test
    void twoHundredIssuesOnAHundredProcessesAreHandledByOneThread() {
        HealingWorld w = world();
        w.replaces(Family.KEY, "key-default", "NO KEY", "key");
        for (int i = 0; i < 100; i++) {
            w.program(
                    "app" + i,
                    "BROKEN NO KEY\n",
                    (text, variables) -> HealingWorld.when(text.contains("BROKEN"), MISSING)
                            .or(() -> HealingWorld.when(
                                    text.contains("NO KEY"), Failure.exit(Family.KEY, "KeyError", "k"))));
        }
        w.loop.seconds(120);
        assertEquals(200, w.tracker.list().size());
        assertTrue(
                w.tracker.list().stream().allMatch(i -> i.status().name().equals("HEALED")),
                List.copyOf(w.tracker.history).toString());
    }
}
