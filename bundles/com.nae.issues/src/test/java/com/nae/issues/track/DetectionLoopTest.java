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

/** The detection loop over the log of one program, with a clock that the test sets. */
class DetectionLoopTest {
    private static final String TRACE =
            "Traceback (most recent call last):\n  File \"/srv/app/a.py\", line 3, in f\n    g()\nKeyError: 'k'\n";

    private DetectionFixture fixture;

    @BeforeEach
    void setUp(@TempDir Path folder) {
        fixture = new DetectionFixture(folder);
    }

    @Test
    void aBurstIsDetectedWithinASecond() throws IOException {
        DetectionLoop loop = fixture.loop();
        long begun = fixture.now;
        fixture.write((TRACE + "INFO on\n").repeat(1000) + TRACE);
        long next = loop.runDueWork();
        assertTrue(fixture.count() >= 1000, "at once, but for the last, which is open");
        while (fixture.count() < 1001) {
            assertTrue(next - begun < 1_000, "woken in time for the last: " + (next - begun) + " ms");
            fixture.now = next;
            next = loop.runDueWork();
        }
    }

    /** The program died right after a record that ends with a colon: the trace was no quotation. */
    @Test
    void anAnnouncedTraceIsAnIssueOnlyIfItIsTheLastOutputOfTheProgram() throws IOException {
        DetectionLoop loop = fixture.loop();
        String announced = "2026-11-22 09:00:00,123 INFO app: going on with the settings:\n" + TRACE;
        fixture.write(announced);
        fixture.settle(loop);
        assertEquals(List.of(), fixture.types());
        fixture.exit();
        fixture.settle(loop);
        assertEquals(List.of("KeyError"), fixture.types());
        fixture.write(announced + "2026-11-22 09:00:01,000 INFO app: on\n");
        fixture.exit();
        fixture.settle(loop);
        assertEquals(List.of("KeyError", "exit 1"), fixture.types());
    }

    @Test
    void aReaderThatCannotBeClosedAfterAnUpdateFailsDetectionOnlyOnce() throws IOException {
        DetectionLoop loop = fixture.loop();
        fixture.write(TRACE);
        fixture.settle(loop);
        fixture.unloaded = true;
        loop.manager(Optional.empty());
        assertThrows(NoClassDefFoundError.class, loop::runDueWork);
        loop.runDueWork();
        fixture.unloaded = false;
        loop.manager(Optional.of(fixture.processes));
        fixture.write(TRACE);
        fixture.settle(loop);
        assertEquals(2, fixture.count());
    }

    /**
     * Seen when twenty programs crashed at once: the next run wrote its trace in pieces while the exit was processed.
     */
    @Test
    void aTraceOfTheNextRunIsNotCutByTheExitOfTheRunBefore() throws IOException {
        DetectionLoop loop = fixture.loop();
        fixture.write(TRACE);
        fixture.settle(loop);
        fixture.exit();
        loop.runDueWork();
        fixture.nextRun = Optional.of(Instant.EPOCH.plusSeconds(1));
        int cut = TRACE.indexOf("KeyError");
        fixture.write(TRACE.substring(0, cut));
        fixture.now += 200;
        loop.runDueWork();
        fixture.write(TRACE.substring(cut));
        fixture.settle(loop);
        assertEquals(List.of("KeyError"), fixture.types());
        assertEquals(2, fixture.count());
    }

    @Test
    void aDefinitionThatIsDeletedAndRestoredReportsNoLineTwice() throws IOException {
        DetectionLoop loop = fixture.loop();
        fixture.write(TRACE + "INFO on\n" + TRACE);
        fixture.settle(loop);
        assertEquals(2, fixture.count());
        for (int i = 0; i < 3; i++) {
            fixture.defined.clear();
            fixture.inbox.definitionChanged("app");
            loop.saveSoon();
            fixture.store.resolve(fixture.store.list(0).get(0).id(), Issue.Status.OPEN, "round " + i, 0);
            fixture.settle(loop);
            assertTrue(loop.stream(DetectionFixture.ID).isEmpty(), "forgotten");
            fixture.defined.add(DetectionFixture.ID);
            fixture.write("");
            fixture.settle(loop);
            assertEquals(2, fixture.count(), "restored " + i);
        }
        fixture.write(TRACE);
        fixture.settle(loop);
        assertEquals(3, fixture.count());
    }

    @Test
    void aDefinitionThatIsRestoredAfterARestartReportsNoLineTwiceAndMissesNone() throws IOException {
        DetectionLoop loop = fixture.loop();
        fixture.write(TRACE + "INFO on\n");
        fixture.settle(loop);
        assertEquals(1, fixture.count());
        fixture.defined.clear();
        DetectionLoop without = fixture.loop();
        fixture.settle(without);
        fixture.log.append(TRACE);
        fixture.defined.add(DetectionFixture.ID);
        DetectionLoop restored = fixture.loop();
        fixture.settle(restored);
        assertEquals(2, fixture.count());
    }
}
