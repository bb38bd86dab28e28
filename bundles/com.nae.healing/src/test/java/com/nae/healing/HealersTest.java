package com.nae.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.nae.api.issue.Family;
import com.nae.api.process.Mode;
import com.nae.healing.World.Failure;

/** Healers that throw, hang, allocate without end, or are replaced while they think. */
class HealersTest {
    private static final Failure MISSING = Failure.exit(Family.IMPORT, "NameError", "json");

    @TempDir
    Path root;

    private World world() {
        World w = new World(root).boot();
        w.replaces(Family.IMPORT, "import-module", "BROKEN", "import json");
        return w;
    }

    private static void heals(World w) {
        w.program("app", "BROKEN\n", (text, variables) -> text.contains("BROKEN") ? Optional.of(MISSING) : Optional.empty());
        w.loop.seconds(60);
        assertEquals("import json\n", w.text("app", Mode.LIVE));
    }

    @Test
    void oneThatThrowsCostsNothingElse() {
        World w = world();
        w.healer("bad", (issue, workspace) -> {
            throw new IllegalStateException("bad day");
        });
        heals(w);
    }

    @Test
    void oneThatHangsTwiceIsNotAskedUntilItIsReplaced() {
        World w = world();
        AtomicInteger asked = new AtomicInteger();
        w.healer("sleepy", (issue, workspace) -> {
            asked.incrementAndGet();
            throw new VirtualLoop.Hang();
        });
        for (int i = 0; i < 5; i++) {
            w.program("app" + i, "BROKEN\n", (text, variables) -> text.contains("BROKEN") ? Optional.of(MISSING) : Optional.empty());
            w.loop.seconds(60);
            assertEquals("import json\n", w.text("app" + i, Mode.LIVE));
        }
        assertEquals(2, asked.get());
        assertTrue(w.healers.infos().stream().anyMatch(h -> h.name().equals("sleepy") && h.state().equals("quarantined")));
    }

    @Test
    void answersThatAreLateTogetherOnABusyMachineDoNotPutAGoodHealerAway() {
        World w = world();
        AtomicInteger asked = new AtomicInteger();
        w.healer("slow", (issue, workspace) -> {
            if (asked.incrementAndGet() <= 3) {
                throw new VirtualLoop.Hang();
            }
            return List.of();
        });
        for (int i = 0; i < 3; i++) {
            w.program("app" + i, "BROKEN\n", (text, variables) -> text.contains("BROKEN") ? Optional.of(MISSING) : Optional.empty());
        }
        w.loop.seconds(120);
        assertTrue(w.healers.infos().stream().anyMatch(h -> h.name().equals("slow") && h.state().equals("active")), () -> w.healers.infos() + " after " + asked);
        assertEquals("import json\n", w.text("app2", Mode.LIVE));
    }

    @Test
    void oneThatRunsOutOfMemoryIsNotAskedAgain() {
        World w = world();
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
        World w = new World(root).boot();
        AtomicInteger asked = new AtomicInteger();
        w.healer("import-module", (issue, workspace) -> {
            if (asked.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("gone with the old version");
            }
            return World.edit(workspace, "import-module", "BROKEN", "import json");
        });
        heals(w);
        assertEquals(2, asked.get());
    }

    @Test
    void aThreadThatHangsIsLeftBehindAndReplaced() throws InterruptedException {
        try (LoopThread loop = new LoopThread(); CrewThreads crew = new CrewThreads(loop, 1)) {
            CountDownLatch late = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(1);
            CountDownLatch never = new CountDownLatch(1);
            loop.run(() -> {
                crew.ask("hangs", java.time.Duration.ofMillis(50), () -> never.await(1, TimeUnit.HOURS), answer -> late.countDown());
                crew.ask("works", java.time.Duration.ofSeconds(30), () -> true, answer -> done.countDown());
            });
            assertTrue(late.await(10, TimeUnit.SECONDS));
            assertTrue(done.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void twoHundredIssuesOnAHundredProcessesAreHandledByOneThread() {
        World w = world();
        w.replaces(Family.KEY, "key-default", "NO KEY", "key");
        for (int i = 0; i < 100; i++) {
            w.program("app" + i, "BROKEN NO KEY\n", (text, variables) -> text.contains("BROKEN") ? Optional.of(MISSING)
                    : text.contains("NO KEY") ? Optional.of(Failure.exit(Family.KEY, "KeyError", "k")) : Optional.empty());
        }
        w.loop.seconds(120);
        assertEquals(200, w.tracker.list().size());
        assertTrue(w.tracker.list().stream().allMatch(i -> i.status().name().equals("HEALED")), List.copyOf(w.tracker.history).toString());
    }
}
