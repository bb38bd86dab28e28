package com.nae.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.HealerState;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.healing.HealingWorld.Failure;
import com.nae.healing.context.CaseContext;
import com.nae.healing.exec.SchedulerThread;
import com.nae.healing.exec.TimedThreadPool;
import com.nae.healing.healers.HealerRegistry;
import com.nae.healing.healers.InFlightHealers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The threads of healing: bounded whatever there is to do, and replaced where a healer keeps one. */
class HealingThreadsTest {
    private static final Failure MISSING = Failure.exit(Family.IMPORT, "NameError", "json");

    @TempDir
    Path root;

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
    void answersThatAreLateTogetherOnABusyMachineDoNotPutAGoodHealerAway() throws Exception {
        HealingWorld w = new HealingWorld(root);
        w.settings = Map.of("diagnosis_limit", "100ms");
        CaseContext idle = w.boot().desk;
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(3);
        HealerRegistry healers = new HealerRegistry(new InFlightHealers(root));
        healers.add(new SilentHealer("slow", () -> busy.await(60, TimeUnit.SECONDS)), "slow", "1", "");
        try (SchedulerThread loop = new SchedulerThread();
                TimedThreadPool crew = new TimedThreadPool(loop, 4)) {
            CaseContext desk = on(loop, crew, idle);
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
    void twoHundredIssuesNeedNoMoreThreadsThanTheCrewHas() throws Exception {
        AtomicInteger most = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(200);
        CaseContext idle = new HealingWorld(root).boot().desk;
        try (SchedulerThread loop = new SchedulerThread();
                TimedThreadPool crew = new TimedThreadPool(loop, 4)) {
            CaseContext desk = on(loop, crew, idle);
            HealerRegistry healers = new HealerRegistry(new InFlightHealers(root));
            for (String name : List.of("one", "two", "three")) {
                SilentHealer.add(healers, name, "");
            }
            Issue issue = new HealingWorld(root).issue("app", MISSING, new InstanceId("app", Mode.LIVE, 0));
            loop.execute(() -> {
                for (int i = 0; i < 200; i++) {
                    healers.ask(desk.questioning(), issue, () -> null, advice -> {
                        most.accumulateAndGet(healingThreads(), Math::max);
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

    private static int healingThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().startsWith("nae-healing"))
                .count();
    }

    /** A context like another one, with real threads. */
    private static CaseContext on(SchedulerThread loop, TimedThreadPool crew, CaseContext idle) {
        return new CaseContext(idle.home(), idle.settings(), loop, crew, idle.services(), idle.tools(), idle.records());
    }

    @Test
    void twoHundredIssuesOnAHundredProcessesAreHandledByOneThread() {
        HealingWorld w = new HealingWorld(root).boot();
        w.replaces(Family.IMPORT, "import-module", "BROKEN", "import json");
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
