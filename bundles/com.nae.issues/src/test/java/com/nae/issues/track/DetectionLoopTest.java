package com.nae.issues.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.issue.Issue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading, with a clock that the test sets. */
class DetectionLoopTest {
    private static final String TRACE =
            "Traceback (most recent call last):\n  File \"/srv/app/a.py\", line 3, in f\n    g()\nKeyError: 'k'\n";

    private DetectionWorld world;

    @BeforeEach
    void setUp(@TempDir Path folder) {
        world = new DetectionWorld(folder);
    }

    @Test
    void aBurstIsSeenWithinASecond() throws IOException {
        DetectionLoop reading = world.reading();
        long begun = world.now;
        world.written((TRACE + "INFO on\n").repeat(1000) + TRACE);
        long next = reading.runDueWork();
        assertTrue(world.count() >= 1000, "at once, but for the last, which is open");
        while (world.count() < 1001) {
            assertTrue(next - begun < 1_000, "woken in time for the last: " + (next - begun) + " ms");
            world.now = next;
            next = reading.runDueWork();
        }
    }

    /** A record that ends with a colon, and then the program died: that was no quotation. */
    @Test
    void anAnnouncedTraceIsWhatTheProgramEndedWithOnlyIfItsLastWord() throws IOException {
        DetectionLoop reading = world.reading();
        String announced = "2026-11-22 09:00:00,123 INFO app: going on with the settings:\n" + TRACE;
        world.written(announced);
        world.settle(reading);
        assertEquals(List.of(), world.types());
        world.ended();
        world.settle(reading);
        assertEquals(List.of("KeyError"), world.types());
        world.written(announced + "2026-11-22 09:00:01,000 INFO app: on\n");
        world.ended();
        world.settle(reading);
        assertEquals(List.of("KeyError", "exit 1"), world.types());
    }

    @Test
    void aReaderThatCannotBeClosedAfterAnUpdateHoldsDetectionUpOnce() throws IOException {
        DetectionLoop reading = world.reading();
        world.written(TRACE);
        world.settle(reading);
        world.unloaded = true;
        reading.manager(Optional.empty());
        assertThrows(NoClassDefFoundError.class, reading::runDueWork);
        reading.runDueWork();
        world.unloaded = false;
        reading.manager(Optional.of(world.processes));
        world.written(TRACE);
        world.settle(reading);
        assertEquals(2, world.count());
    }

    /** Twenty programs crashed at once; a trace of the next run was written in pieces while the end was judged. */
    @Test
    void aTraceOfTheNextRunIsNotCutByTheEndOfTheRunBefore() throws IOException {
        DetectionLoop reading = world.reading();
        world.written(TRACE);
        world.settle(reading);
        world.ended();
        reading.runDueWork();
        world.nextRun = Optional.of(Instant.EPOCH.plusSeconds(1));
        int cut = TRACE.indexOf("KeyError");
        world.written(TRACE.substring(0, cut));
        world.now += 200;
        reading.runDueWork();
        world.written(TRACE.substring(cut));
        world.settle(reading);
        assertEquals(List.of("KeyError"), world.types());
        assertEquals(2, world.count());
    }

    @Test
    void aDefinitionThatIsDeletedAndRestoredTellsNoLineTwice() throws IOException {
        DetectionLoop reading = world.reading();
        world.written(TRACE + "INFO on\n" + TRACE);
        world.settle(reading);
        assertEquals(2, world.count());
        for (int i = 0; i < 3; i++) {
            world.defined.clear();
            world.inbox.definitionChanged("app");
            reading.saveSoon();
            world.store.resolve(world.store.list(0).get(0).id(), Issue.Status.OPEN, "round " + i, 0);
            world.settle(reading);
            assertTrue(reading.stream(DetectionWorld.ID).isEmpty(), "forgotten");
            world.defined.add(DetectionWorld.ID);
            world.written("");
            world.settle(reading);
            assertEquals(2, world.count(), "restored " + i);
        }
        world.written(TRACE);
        world.settle(reading);
        assertEquals(3, world.count());
    }

    @Test
    void aDefinitionThatIsRestoredAfterARestartTellsNoLineTwiceAndMissesNone() throws IOException {
        DetectionLoop reading = world.reading();
        world.written(TRACE + "INFO on\n");
        world.settle(reading);
        assertEquals(1, world.count());
        world.defined.clear();
        DetectionLoop without = world.reading();
        world.settle(without);
        world.log.append(TRACE);
        world.defined.add(DetectionWorld.ID);
        DetectionLoop restored = world.reading();
        world.settle(restored);
        assertEquals(2, world.count());
    }
}
