package com.nae.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.HealerState;
import com.nae.api.issue.Family;
import com.nae.api.process.Mode;
import com.nae.healing.HealingWorld.Failure;
import com.nae.healing.exec.VirtualScheduler;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Healers that throw, hang, allocate without end, or are replaced while they think: they cost nothing else. */
class FaultyHealerTest {
    private static final Failure MISSING = Failure.exit(Family.IMPORT, "NameError", "json");

    @TempDir
    Path root;

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
    void anIssueWhoseHealerIsTooSlowOnceOnABusyMachineIsHealedWithinAMinute() {
        HealingWorld w = new HealingWorld(root).boot();
        AtomicInteger asked = new AtomicInteger();
        w.healer("import-module", (issue, workspace) -> {
            if (asked.incrementAndGet() == 1) {
                throw new VirtualScheduler.Hang();
            }
            return SimulatedHealer.edit(workspace, "import-module", "BROKEN", "import json");
        });
        heals(w);
        assertTrue(
                w.processes.starts("app@live") <= 4,
                "its starts are held back meanwhile: " + w.processes.starts("app@live"));
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
    void oneThatIsReplacedWhileItThinksIsAskedOnceMore() {
        HealingWorld w = new HealingWorld(root).boot();
        AtomicInteger asked = new AtomicInteger();
        w.healer("import-module", (issue, workspace) -> {
            if (asked.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("gone with the old version");
            }
            return SimulatedHealer.edit(workspace, "import-module", "BROKEN", "import json");
        });
        heals(w);
        assertEquals(2, asked.get());
    }
}
