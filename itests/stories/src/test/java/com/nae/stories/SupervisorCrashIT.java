package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.testing.Await;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Workers outlive the runtime, and the next runtime adopts them. */
class SupervisorCrashIT {
    @Test
    @Tag("every-jdk")
    void twentyWorkersKeepTheirPidsAndLinesOverKilledRuntimes() throws Exception {
        try (StoryHome home = new StoryHome()) {
            Counters counters = new Counters(home, 20);
            home.up("live");
            counters.awaitLines(10);
            List<Long> pids = counters.pids();
            for (int i = 0; i < 3; i++) {
                home.crash();
                counters.awaitLines(10);
            }
            assertEquals(pids, counters.pids());
            assertTrue(pids.stream().noneMatch(Running::gone));
            counters.assertEachLineOnce();
            home.stop();
            assertTrue(pids.stream().allMatch(Running::gone), "the ordered stop ends them before the runtime");
            counters.pids();
            counters.assertEachLineOnce();
        }
    }

    @Test
    void aWorkerThatDiedWhileNobodyWatchedIsStartedAgain() throws Exception {
        try (StoryHome home = new StoryHome()) {
            Counters counters = new Counters(home, 2);
            Process runtime = foreground(home);
            counters.awaitLines(3);
            List<Long> pids = counters.pids();
            runtime.destroyForcibly().waitFor();
            ProcessHandle.of(pids.get(0)).orElseThrow().destroyForcibly();
            Await.until("it is dead", () -> Running.gone(pids.get(0)));
            foreground(home);
            Await.until("it runs again", () -> home.log("counter0", "live").split("pid ").length == 3);
            assertTrue(!Running.gone(pids.get(1)));
            assertEquals(2, home.log("counter1", "live").split("pid ").length);
        }
    }

    @Test
    void aRestartBudgetThatIsSpentIsStillSpentInTheNextRuntime() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.process(
                    "loop",
                    "command = sh -c 'echo started; exit 3'",
                    "backoff_initial = 1ms",
                    "backoff_max = 10h",
                    "healing = observe");
            Process runtime = foreground(home);
            for (int i = 0; i < 3; i++) {
                Await.until("it is FATAL", () -> state(home).equals("FATAL"));
                assertEquals(4, home.log("loop", "live").split("started\n", -1).length - 1, "starts");
                runtime.destroyForcibly().waitFor();
                runtime = foreground(home);
            }
        }
    }

    private static String state(StoryHome home) {
        return home.json("status")
                .getAsJsonObject()
                .getAsJsonArray("processes")
                .get(0)
                .getAsJsonObject()
                .get("state")
                .getAsString();
    }

    @Test
    void garbageInTheStateOfTheRuntimeStopsNothing() throws Exception {
        try (StoryHome home = new StoryHome()) {
            Counters counters = new Counters(home, 2);
            Process runtime = foreground(home);
            counters.awaitLines(3);
            List<Long> pids = counters.pids();
            runtime.destroyForcibly().waitFor();
            home.run(
                    "/bin/sh",
                    "-c",
                    "find '" + home.root
                            + "/data' -type f -size +0 ! -path '*/cache/*'"
                            + " -exec sh -c 'head -c 64 /dev/urandom >\"$1\"' _ {} \\;");
            foreground(home);
            counters.awaitLines(3);
            assertEquals(pids, counters.pids());
        }
    }

    private static Process foreground(StoryHome home) throws Exception {
        Process runtime = home.foreground("live");
        Await.until(
                "the runtime is up", () -> home.read("data/run/ready").trim().equals(Long.toString(runtime.pid())));
        return runtime;
    }
}
