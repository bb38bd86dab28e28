package com.nae.process.supervise;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessState;
import com.nae.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the sandbox's copy follows live while a process runs in both modes. */
class SupervisorSandboxTest extends SupervisedHome {
    private static final InstanceId SANDBOX = InstanceId.parse("w@sandbox");

    private Path script;

    @BeforeEach
    void bothModes() throws Exception {
        supervisor.deactivate();
        home = new Home(home.root(), "dual");
        supervisor = new Supervisor(home);
        script = Files.createDirectories(home.root().resolve("app")).resolve("main.sh");
    }

    @Test
    void anUnhealedFileThatComesBackInLiveIsCopiedAtTheNextStartOfTheSandbox() throws Exception {
        write(script, "echo one; exec sleep 60");
        FileTime old = FileTime.fromMillis(1_600_000_000_000L);
        Files.setLastModifiedTime(script, old);
        define("w", "command", "sh main.sh", "directory", script.getParent().toString());
        awaitLog("w@sandbox", "one");
        await("w@live", ProcessState.RUNNING);

        Path copy = home.data().resolve("sandbox/w/main.sh");
        write(copy, "echo two; exec sleep 60");
        write(script, "echo two; exec sleep 60");
        supervisor.restart(live("w"), "promoted").get(30, TimeUnit.SECONDS);
        Await.until("the repair is noted", this::repairIsNoted, () -> "");

        write(script, "echo one; exec sleep 60");
        Files.setLastModifiedTime(script, old);
        supervisor.restart(SANDBOX, "test").get(30, TimeUnit.SECONDS);
        Await.until("one again", () -> log("w@sandbox").split("one", -1).length == 3, () -> log("w@sandbox"));
    }

    @Test
    void aProgramIsNotStartedInAPartOfACopy() throws Exception {
        write(script, "exec sleep 60");
        Path sandboxes = Files.createDirectories(home.data().resolve("sandbox"));
        Files.createDirectories(sandboxes.resolve("w/main.sh/in-the-way"));
        define("w", "command", "sh main.sh", "directory", script.getParent().toString());
        String reason = await("w@sandbox", ProcessState.FATAL).reason();
        assertTrue(reason.startsWith("no complete sandbox copy: "), reason);
        await("w@live", ProcessState.RUNNING);

        Files.delete(sandboxes.resolve("w/main.sh/in-the-way"));
        Files.delete(sandboxes.resolve("w/main.sh"));
        supervisor.start(SANDBOX, "test").get(30, TimeUnit.SECONDS);
        await("w@sandbox", ProcessState.RUNNING);
    }

    @Test
    void anOlderCompleteCopyRunsWhereLiveIsGone() throws Exception {
        write(script, "echo here; exec sleep 60");
        define("w", "command", "sh main.sh", "directory", script.getParent().toString());
        await("w@sandbox", ProcessState.RUNNING);
        Files.move(script.getParent(), home.root().resolve("away"));
        supervisor.restart(SANDBOX, "test").get(30, TimeUnit.SECONDS);
        Await.until("it runs again", () -> log("w@sandbox").split("here", -1).length == 3, () -> log("w@sandbox"));
    }

    /** The manifest names the time of modification that the repaired file has. */
    private boolean repairIsNoted() {
        try {
            long millis = Files.getLastModifiedTime(script).toMillis();
            return Files.readString(home.data().resolve("sandbox/.w.manifest")).contains(" " + millis);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
