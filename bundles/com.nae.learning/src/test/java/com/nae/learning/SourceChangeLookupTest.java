package com.nae.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.issue.SourceLocation;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of a program's files are named as changed just before an issue showed. */
class SourceChangeLookupTest {
    private static final Instant SEEN = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    private Path directory;
    private SourceChangeLookup changes;

    @BeforeEach
    void program() throws IOException {
        directory = Files.createDirectories(folder.resolve("trader"));
        ProcessDefinition d = FakeRuntime.definition("trader", Mode.LIVE);
        ProcessDefinition there = new ProcessDefinition(
                d.name(),
                d.mode(),
                new ProcessDefinition.Execution(d.command(), directory, d.environment(), d.identity(), d.sdNotify()),
                d.restart(),
                d.stop(),
                new ProcessDefinition.Start(d.schedule(), d.dependsOn(), d.replicas(), d.autostart(), d.critical()),
                new ProcessDefinition.Probes(d.readiness(), d.liveness()),
                d.limits(),
                d.log(),
                d.healing(),
                d.evidence(),
                d.watch());
        changes = new SourceChangeLookup(
                FakeRuntime.answering(ProcessManager.class, Map.of("definition", Optional.of(there))));
    }

    @Test
    void aFileThatWasChangedWithinTheHourBeforeIsNamedWithHowLong() throws IOException {
        touch(directory.resolve("main.py"), -300);
        assertEquals(List.of("trader: main.py was changed, 5 min before"), changes.before(issue("i1", "main.py")));
        assertEquals(
                List.of("trader: main.py was changed, 5 min before"),
                changes.before(issue("i2", directory.resolve("main.py").toString())));
    }

    @Test
    void aFileThatWasChangedLongBeforeOrAfterwardsIsNotNamed() throws IOException {
        touch(directory.resolve("main.py"), -7200);
        assertEquals(List.of(), changes.before(issue("i1", "main.py")));
        touch(directory.resolve("main.py"), 60);
        assertEquals(List.of(), changes.before(issue("i2", "main.py")));
    }

    @Test
    void aTraceThatNamesAFileOfOthersOrNoneIsNotFollowed() throws IOException {
        touch(folder.resolve("secret.py"), -300);
        assertEquals(List.of(), changes.before(issue("i1", "../secret.py")));
        assertEquals(List.of(), changes.before(issue("i2", "/etc/passwd")));
        assertEquals(List.of(), changes.before(issue("i3", "not-there.py")));
        assertEquals(List.of(), changes.before(issue("i4", "nul\0.py")));
    }

    private static void touch(Path file, int seconds) throws IOException {
        Files.writeString(file, "x");
        Files.setLastModifiedTime(file, FileTime.from(SEEN.plusSeconds(seconds)));
    }

    private static Issue issue(String id, String file) {
        return new Issue(
                id,
                "fp",
                "trader",
                Set.of(InstanceId.parse("trader@live")),
                new Issue.Failure(
                        Family.KEY,
                        "KeyError",
                        "KeyError",
                        "price",
                        "'price'",
                        Optional.of(new SourceLocation(file, 3, "run", "")),
                        "python"),
                new Issue.Occurrences(SEEN, SEEN, 1),
                Issue.Status.OPEN,
                Optional.empty(),
                List.of(),
                List.of());
    }
}
