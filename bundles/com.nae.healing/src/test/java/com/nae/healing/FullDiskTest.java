package com.nae.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.process.Mode;
import com.nae.healing.HealingWorld.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk is full from some write of the journal on, for a while. */
class FullDiskTest {
    private static final Failure FAILURE = Failure.exit(Family.KEY, "KeyError", "step");

    @TempDir
    Path root;

    @Test
    void aProgramIsHealedAndNotHeldOnceTheDiskHasRoomAgain() {
        int points = 0;
        for (int at = 1; fullFrom(at); at++) {
            points = at;
        }
        assertTrue(points >= 10, "only " + points + " writes");
    }

    /** @return whether there was such a write */
    private boolean fullFrom(int at) {
        HealingWorld w = new HealingWorld(root.resolve("world" + at)).boot();
        w.replaces(Family.KEY, "key-default", "BROKEN", "fine");
        w.program(
                "bot",
                "BROKEN\n",
                (text, variables) -> text.contains("BROKEN") ? Optional.of(FAILURE) : Optional.empty());
        AtomicInteger left = new AtomicInteger(at);
        w.crash = where -> {
            if (where.startsWith("before") && left.decrementAndGet() <= 0) {
                throw new UncheckedIOException("cannot write", new IOException("No space left on device"));
            }
        };
        w.loop.seconds(40);
        boolean reached = left.get() <= 0;
        w.crash = where -> {};
        w.loop.seconds(15 * 60);
        assertEquals(
                Issue.Status.HEALED, w.tracker.list().get(0).status(), "full from write " + at + " on: " + w.events());
        for (Mode mode : Mode.values()) {
            assertEquals("fine\n", w.text("bot", mode), "full from write " + at + " on");
            assertTrue(w.processes.held("bot@" + mode.word()).isEmpty(), "held since write " + at);
        }
        assertEquals(0, w.loop.pending());
        return reached;
    }
}
