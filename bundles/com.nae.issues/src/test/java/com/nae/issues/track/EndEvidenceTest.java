package com.nae.issues.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.nae.api.issue.Evidence;
import com.nae.api.process.ProcessState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a program is a fact about a failure only where the failure is what it ended with. */
class EndEvidenceTest {
    private static final String TRACE = "Traceback (most recent call last):\n"
            + "  File \"/srv/app/main.py\", line 3, in <module>\n    d['x']\nKeyError: 'x'\n";
    private static final OptionalInt NONE = OptionalInt.empty();

    @TempDir
    Path folder;

    private DetectionFixture fixture;
    private DetectionLoop loop;

    @BeforeEach
    void read() throws IOException {
        fixture = new DetectionFixture(folder);
        loop = fixture.loop();
    }

    private List<Evidence.Kind> facts() {
        return fixture.store.list(0).stream()
                .flatMap(issue -> issue.facts().stream())
                .map(Evidence::kind)
                .toList();
    }

    private void ends(ProcessState before, OptionalInt code, OptionalInt signal) {
        fixture.settle(loop);
        fixture.exit(before, code, signal);
        fixture.settle(loop);
    }

    @Test
    void aProgramThatEndsWithATraceAsItsLastWordsEndedWithThatFailure() throws IOException {
        fixture.write("INFO on\n" + TRACE);
        ends(ProcessState.RUNNING, OptionalInt.of(1), NONE);
        assertEquals(List.of("KeyError"), fixture.ends());
        assertEquals(List.of(Evidence.Kind.ENDED), facts());
        DetectionLoop next = fixture.loop();
        fixture.settle(next);
        assertEquals(List.of(Evidence.Kind.ENDED), facts(), "the next runtime knows it");
    }

    @Test
    void theOutputOfExitHandlersDoesNotHideTheLastWords() {
        fixture.write(TRACE + "INFO 3 orders open\nINFO bye\n");
        ends(ProcessState.RUNNING, OptionalInt.of(1), NONE);
        assertEquals(List.of("KeyError"), fixture.ends());
    }

    @Test
    void aTraceBeforeASuccessfulEndIsAReport() {
        fixture.write(TRACE);
        ends(ProcessState.RUNNING, OptionalInt.of(0), NONE);
        assertEquals(List.of(), fixture.ends());
    }

    @Test
    void aTraceBeforeAStopIsAReport() {
        fixture.write(TRACE);
        ends(ProcessState.STOPPING, OptionalInt.of(1), NONE);
        assertEquals(List.of(), fixture.ends());
    }

    @Test
    void aTraceBeforeASignalOfSomebodyElseIsAReport() {
        fixture.write(TRACE);
        ends(ProcessState.RUNNING, NONE, OptionalInt.of(15));
        assertEquals(List.of(), fixture.ends());
        fixture.write(TRACE);
        ends(ProcessState.RUNNING, NONE, OptionalInt.of(9));
        assertEquals(List.of(), fixture.ends());
    }

    @Test
    void aTraceLongBeforeTheEndIsAReport() {
        fixture.write(TRACE);
        fixture.settle(loop);
        fixture.now += 2_000;
        fixture.write("INFO order filled\n".repeat(20));
        ends(ProcessState.RUNNING, OptionalInt.of(1), NONE);
        assertFalse(fixture.ends().contains("KeyError"));
    }
}
