package com.nae.healer.patterns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.Change;
import com.nae.api.healing.Fix;
import com.nae.api.issue.Issue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The three patterns in {@code config/}, tested on real output of programs. */
class ShippedPatternsTest {
    private static FixPattern shipped(String name) throws IOException {
        return PatternFile.read(Path.of("../../config/com.nae.healer.patterns-" + name + ".cfg"));
    }

    private static Fix fix(String name, Issue issue) throws IOException {
        return shipped(name).fix(issue).orElseThrow();
    }

    @Test
    void aPortInUseIsTriedAgainLater() throws IOException {
        Issue python = SampleIssues.of(
                "OSError",
                "[Errno 98] Address already in use",
                "python",
                "Traceback (most recent call last):",
                "  File \"main.py\", line 3, in <module>",
                "OSError: [Errno 98] Address already in use");
        Issue node = SampleIssues.of("Error", "listen EADDRINUSE: address already in use :::8080", "node");
        Issue java = SampleIssues.of("java.net.BindException", "Address already in use", "java");
        for (Issue issue : List.of(python, node, java)) {
            assertEquals(
                    List.of(new Change.Restart(Duration.ofSeconds(5))),
                    fix("port-in-use", issue).changes());
        }
        assertEquals(
                "matches the pattern port-in-use: port 8080",
                fix("port-in-use", node).reason());
        assertEquals(
                "matches the pattern port-in-use",
                fix("port-in-use", java).reason(),
                "a line without a port was told as 'port '");
    }

    @Test
    void aFullDiskIsReportedAndNothingIsStartedAgain() throws IOException {
        Fix fix = fix(
                "disk-full",
                SampleIssues.of("OSError", "[Errno 28] No space left on device: '/srv/out/x.csv'", "python"));
        assertTrue(fix.isSuggestion());
        assertTrue(((Change.Suggest) fix.changes().get(0)).remedy().contains("(/srv/out/x.csv)"));
        Fix nowhere = fix("disk-full", SampleIssues.of("OSError", "[Errno 28] No space left on device", "python"));
        assertTrue(((Change.Suggest) nowhere.changes().get(0)).remedy().startsWith("The disk is full: "));
    }

    @Test
    void usedUpFilesAreGivenBackByAFreshStart() throws IOException {
        Fix fix =
                fix("too-many-open-files", SampleIssues.of("OSError", "[Errno 24] Too many open files: 'a'", "python"));
        assertEquals(new Change.Restart(Duration.ofSeconds(1)), fix.changes().get(0));
        assertEquals(new Fix.Terms(2, Duration.ofHours(1), Duration.ofSeconds(30), false), fix.terms());
    }

    @Test
    void anythingElseMatchesNone() throws IOException {
        Issue other =
                SampleIssues.of("KeyError", "'x'", "python", "Traceback (most recent call last):", "KeyError: 'x'");
        for (String name : List.of("port-in-use", "disk-full", "too-many-open-files")) {
            assertTrue(shipped(name).fix(other).isEmpty());
        }
    }
}
