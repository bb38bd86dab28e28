package com.nae.stories;

import static com.nae.stories.HealthQueries.EAGER;
import static com.nae.stories.HealthQueries.health;
import static com.nae.stories.HealthQueries.level;
import static com.nae.stories.HealthQueries.process;
import static com.nae.stories.HealthQueries.reasons;
import static com.nae.stories.HealthQueries.restarted;
import static com.nae.stories.HealthQueries.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.nae.testing.Await;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Samples, levels and recovery as a user sees them. */
class HealthIT {
    @Test
    void aProgramAboveItsMemoryLimitIsRestartedAndTheChangeLogSaysWhy() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.write("config/com.nae.health.cfg", EAGER);
            home.process(
                    "greedy",
                    "command = python3 -c 'import time; x = \"a\" * 60000000; time.sleep(1000)'",
                    "modes = live",
                    "memory_limit = 30M");
            home.process(
                    "busy",
                    "command = sh -c 'while :; do i=0; while [ $i -lt 3000 ]; do i=$((i+1)); done; sleep 0.02; done'",
                    "modes = live",
                    "cpu_limit = 5");
            home.up("live");
            Await.until(
                    "one was restarted",
                    () -> restarted(home, "greedy").matches(".*memory \\d+M above its limit of 30M for 3 checks.*"));
            Await.until(
                    "the other too",
                    () -> restarted(home, "busy").matches(".*CPU [0-9.]+% above its limit of 5% for \\d+ checks.*"));
            Await.until(
                    "the operator is notified in the end",
                    () -> home.serviceLog().contains("restarting it does not help"));
        }
    }

    @Test
    void aProgramThatPrintsNothingForTooLongIsAnIssueWithItsLastWords() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.write("config/com.nae.health.cfg", EAGER);
            home.process(
                    "quiet",
                    "command = sh -c 'echo waiting for the exchange; exec sleep 1000'",
                    "modes = live",
                    "silence_timeout = 2s");
            home.up("live");
            Await.until("it is an issue", () -> !rows(home, "issues").isEmpty());
            JsonObject issue = rows(home, "issues").get(0);
            assertEquals("Silence", issue.get("type").getAsString());
            assertEquals("quiet", issue.get("process").getAsString());
            assertTrue(
                    issue.get("message").getAsString().matches("no output for \\d+ s, longer than 2 s"),
                    issue::toString);
            assertTrue(home.nae("issues", issue.get("id").getAsString()).out().contains("waiting for the exchange"));
            assertEquals("DEGRADED", level(home, "quiet@live"));
        }
    }

    @Test
    void everyMeasureIsReported() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.write("config/com.nae.health.cfg", EAGER);
            home.process("family", "command = sh -c 'echo up; sleep 1000 & sleep 1000'", "modes = live");
            home.up("live");
            Await.until(
                    "the machine and a CPU are known",
                    () -> !home.json("health").getAsJsonObject().get("system").isJsonNull()
                            && !health(home, "family@live").get("cpu_percent").isJsonNull());
            assertEquals(3, health(home, "family@live").get("processes").getAsInt(), "its children count");
            assertKnown(
                    health(home, "family@live"),
                    List.of(
                            "memory_bytes",
                            "files",
                            "threads",
                            "uptime_s",
                            "restarts",
                            "errors_per_hour",
                            "last_output"));
            JsonObject system = home.json("health").getAsJsonObject().getAsJsonObject("system");
            assertKnown(system, List.of("cores", "load", "memory_percent", "open_files"));
            JsonObject disk = system.getAsJsonArray("disks").get(1).getAsJsonObject();
            assertTrue(disk.get("percent").getAsDouble() > 0);
            Set<String> runtime = system.getAsJsonObject("runtime").keySet();
            assertTrue(runtime.containsAll(List.of("memory_bytes", "heap_bytes", "heap_most_bytes", "threads")));
            assertTrue(runtime.containsAll(List.of("files", "data_bytes", "lag_ms")));
        }
    }

    private static void assertKnown(JsonObject sample, List<String> fields) {
        fields.forEach(field -> assertFalse(sample.get(field).isJsonNull(), field));
    }

    @Test
    void levelsComeWithTheirReasonsWorstFirstAndSpreadToDependents() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.write("config/com.nae.health.cfg", EAGER);
            home.process("db", "command = sh -c 'exit 125'", "modes = live", "critical = true");
            home.process("user", "command = sleep 1000", "modes = live", "depends_on = db:started");
            home.process("calm", "command = sleep 1000", "modes = live");
            home.up("live");
            Await.until(
                    "the whole is critical",
                    () -> home.json("health")
                            .getAsJsonObject()
                            .getAsJsonObject("overall")
                            .get("level")
                            .getAsString()
                            .equals("CRITICAL"));
            Await.until(
                    "the dependent is degraded", () -> level(home, "user@live").equals("DEGRADED"));
            assertTrue(reasons(home.json("health").getAsJsonObject().getAsJsonObject("overall"))
                    .get(0)
                    .startsWith("db@live: "));
            assertTrue(reasons(health(home, "user@live")).stream()
                    .anyMatch(reason -> reason.startsWith("depends on db@live, which is CRITICAL: ")));
            assertEquals("HEALTHY", level(home, "calm@live"));
        }
    }

    @Test
    void failuresCountAgainstHealthAndRequestedRestartsDoNot() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.write("config/com.nae.health.cfg", EAGER);
            home.process("calm", "command = sleep 1000", "modes = live");
            home.process(
                    "frail",
                    "command = sh -c 'sleep 0.2; exit 1'",
                    "modes = live",
                    "start_seconds = 0s",
                    "restart_threshold = 20",
                    "backoff_max = 100ms");
            home.process("job", "command = true", "modes = live", "autorestart = never");
            home.up("live");
            for (int restart = 0; restart < 4; restart++) {
                assertEquals(0, home.nae("restart", "calm").code());
                assertEquals(0, home.nae("start", "job").code());
            }
            assertEquals(4, process(home, "calm@live").get("restarts").getAsInt());
            Await.until(
                    "one that fails is not well",
                    () -> reasons(health(home, "frail@live")).stream()
                            .anyMatch(reason -> reason.matches("failed \\d+ times within 10 min")));
            assertEquals("HEALTHY", level(home, "calm@live"));
            assertEquals("HEALTHY", level(home, "job@live"));
        }
    }

    @Test
    void anEditedIntervalIsInForceWhileItRuns() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.write("config/com.nae.health.cfg", "health_check_interval = 1h");
            home.process("calm", "command = sleep 1000", "modes = live");
            home.up("live");
            Await.until(
                    "two first samples",
                    () -> rows(home, "history", "calm", "--samples").size() == 2);
            long pid = home.pid();
            home.write("config/com.nae.health.cfg", "health_check_interval = 1s");
            Await.until(
                    "a sample a second",
                    () -> rows(home, "history", "calm", "--samples").size() >= 6);
            assertEquals(pid, home.pid());
        }
    }
}
