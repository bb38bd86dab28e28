package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.nae.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Probes, levels, recovery and history as a user sees them. */
class HealthIT {
    private static final String[] EAGER = {"health_check_interval = 1s", "watch_interval = 500ms", "grace = 1s"};
    private static final String[] SERVER = {
        "import http.server, os, time",
        "class Answer(http.server.BaseHTTPRequestHandler):",
        "  def do_GET(self):",
        "    while os.path.exists('hang'): time.sleep(0.1)",
        "    self.send_response(200 if os.path.exists('open') else 503); self.end_headers()",
        "  def log_message(self, *words): pass",
        "print('serving', flush=True)",
        "http.server.ThreadingHTTPServer(('127.0.0.1', int(os.environ['PORT'])), Answer).serve_forever()"
    };

    private static JsonObject instance(StoryHome home, String command, String list, String id) {
        return StreamSupport.stream(
                        home.json(command)
                                .getAsJsonObject()
                                .getAsJsonArray(list)
                                .spliterator(),
                        false)
                .map(JsonElement::getAsJsonObject)
                .filter(one -> one.get("instance").getAsString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonObject> rows(StoryHome home, String... words) {
        return StreamSupport.stream(home.json(words).getAsJsonArray().spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static List<String> reasons(JsonObject report) {
        return StreamSupport.stream(report.getAsJsonArray("reasons").spliterator(), false)
                .map(JsonElement::getAsString)
                .toList();
    }

    private static void serve(StoryHome home, int port, String... more) throws IOException {
        home.write("feed.py", SERVER);
        home.process(
                "feed",
                "command = python3 feed.py",
                "modes = live",
                "environment.PORT = " + port,
                String.join("\n", more));
    }

    @Test
    void aDependentStartsOnceWhatItDependsOnIsReadyAndNotBefore() throws Exception {
        try (StoryHome home = new StoryHome()) {
            int port = home.reservePort();
            serve(home, port, "readiness.http = http://127.0.0.1:" + port + "/", "readiness.period = 1s");
            home.process(
                    "user",
                    "command = sh -c 'echo begun; exec sleep 1000'",
                    "modes = live",
                    "depends_on = feed:healthy");
            home.up("live");
            Await.until(
                    "the feed serves, but is not ready",
                    () -> home.log("feed", "live").contains("serving"));
            JsonObject waiting = instance(home, "status", "processes", "user@live");
            assertEquals("STARTING", waiting.get("state").getAsString());
            assertEquals("", home.log("user", "live"));
            Files.writeString(home.path("open"), "");
            Await.until(
                    "the dependent has begun", () -> home.log("user", "live").contains("begun"));
        }
    }

    @Test
    void aProgramThatHangsAndLivesIsStartedAnew() throws Exception {
        try (StoryHome home = new StoryHome()) {
            int port = home.reservePort();
            Files.writeString(home.path("open"), "");
            serve(
                    home,
                    port,
                    "liveness.http = http://127.0.0.1:" + port + "/",
                    "liveness.initial_delay = 10s",
                    "liveness.period = 1s",
                    "liveness.timeout = 3s",
                    "liveness.failure_threshold = 2");
            home.up("live");
            Await.until(
                    "it runs",
                    () -> instance(home, "status", "processes", "feed@live")
                            .get("state")
                            .getAsString()
                            .equals("RUNNING"));
            long before = instance(home, "status", "processes", "feed@live")
                    .get("pid")
                    .getAsLong();
            Files.writeString(home.path("hang"), "");
            Await.until("it is another program", () -> {
                JsonElement pid =
                        instance(home, "status", "processes", "feed@live").get("pid");
                return !pid.isJsonNull() && pid.getAsLong() != before;
            });
            Files.delete(home.path("hang"));
            assertTrue(Running.gone(before));
            Await.until(
                    "the change log says why",
                    () -> restarted(home, "feed").contains("liveness probe: http://127.0.0.1"));
            Await.until(
                    "history says why",
                    () -> rows(home, "history", "feed").stream()
                            .anyMatch(
                                    row -> row.get("text").getAsString().contains("liveness probe: http://127.0.0.1")));
        }
    }

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
                    "a person is asked in the end", () -> home.serviceLog().contains("restarting it does not help"));
        }
    }

    private static String restarted(StoryHome home, String process) throws IOException {
        return home.read("logs/change_log.json")
                .lines()
                .filter(line -> line.contains("\"restarted\"") && line.contains(process + "@live"))
                .findFirst()
                .orElse("");
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
            assertEquals(
                    "DEGRADED",
                    instance(home, "health", "instances", "quiet@live")
                            .get("level")
                            .getAsString());
        }
    }

    @Test
    void eachReplicaIsReadyByItsOwnProbe() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.write("config/com.nae.health.cfg", EAGER);
            home.process(
                    "twin",
                    "command = sleep 1000",
                    "modes = live",
                    "replicas = 2",
                    "readiness.exec = test -f ready-${NAE_REPLICA}",
                    "readiness.period = 1s");
            Files.writeString(home.path("ready-1"), "");
            home.up("live");
            Await.until(
                    "the first is not ready",
                    () -> reasons(instance(home, "health", "instances", "twin@live")).stream()
                            .anyMatch(reason -> reason.startsWith("not ready")));
            assertEquals(
                    "HEALTHY",
                    instance(home, "health", "instances", "twin:1@live")
                            .get("level")
                            .getAsString());
            Files.writeString(home.path("ready-0"), "");
            Await.until(
                    "the first is ready",
                    () -> instance(home, "health", "instances", "twin@live")
                            .get("level")
                            .getAsString()
                            .equals("HEALTHY"));
        }
    }

    @Test
    void aCommandThatProbesHasTheLimitsAndTheVariablesOfItsProgram() throws Exception {
        assertProbesRunAs(System.getProperty("user.name"));
    }

    @Test
    @Tag("root")
    void aCommandThatProbesHasTheUserOfItsProgram() throws Exception {
        assertProbesRunAs("nobody");
    }

    private static void assertProbesRunAs(String user) throws Exception {
        try (StoryHome home = new StoryHome()) {
            Files.setPosixFilePermissions(home.root, PosixFilePermissions.fromString("rwxr-xr-x"));
            home.write("config/com.nae.health.cfg", EAGER);
            home.process(
                    "who",
                    "command = sleep 1000",
                    "modes = live",
                    "user = " + user,
                    "limit_nofile = 123",
                    "environment.COLOUR = blue",
                    "readiness.period = 1s",
                    "readiness.timeout = 20s",
                    "readiness.exec = sh -c 'echo $(id -un) $(ulimit -n) $COLOUR $NAE_PROCESS ${NAE_INSTANCE:-unmarked}; exit 1'");
            home.up("live");
            Await.until(
                    "it has told who it is",
                    () -> reasons(instance(home, "health", "instances", "who@live")).stream()
                            .anyMatch(reason ->
                                    reason.endsWith("sh ended with exit code 1: " + user + " 123 blue who unmarked")));
        }
    }

    @Test
    void allThatIsMeasuredIsTold() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.write("config/com.nae.health.cfg", EAGER);
            home.process("family", "command = sh -c 'echo up; sleep 1000 & sleep 1000'", "modes = live");
            home.up("live");
            Await.until(
                    "the machine and a CPU are known",
                    () -> !home.json("health").getAsJsonObject().get("system").isJsonNull()
                            && !instance(home, "health", "instances", "family@live")
                                    .get("cpu_percent")
                                    .isJsonNull());
            JsonObject family = instance(home, "health", "instances", "family@live");
            assertEquals(3, family.get("processes").getAsInt(), "its children count");
            for (String known : List.of(
                    "memory_bytes", "files", "threads", "uptime_s", "restarts", "errors_per_hour", "last_output")) {
                assertTrue(!family.get(known).isJsonNull(), known);
            }
            JsonObject system = home.json("health").getAsJsonObject().getAsJsonObject("system");
            for (String known : List.of("cores", "load", "memory_percent", "open_files")) {
                assertTrue(!system.get(known).isJsonNull(), known);
            }
            assertTrue(system.getAsJsonArray("disks")
                            .get(1)
                            .getAsJsonObject()
                            .get("percent")
                            .getAsDouble()
                    > 0);
            JsonObject runtime = system.getAsJsonObject("runtime");
            assertTrue(runtime.keySet()
                    .containsAll(List.of(
                            "memory_bytes",
                            "heap_bytes",
                            "heap_most_bytes",
                            "threads",
                            "files",
                            "data_bytes",
                            "lag_ms")));
        }
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
                    "the dependent is degraded",
                    () -> instance(home, "health", "instances", "user@live")
                            .get("level")
                            .getAsString()
                            .equals("DEGRADED"));
            assertTrue(reasons(home.json("health").getAsJsonObject().getAsJsonObject("overall"))
                    .get(0)
                    .startsWith("db@live: "));
            assertTrue(reasons(instance(home, "health", "instances", "user@live")).stream()
                    .anyMatch(reason -> reason.startsWith("depends on db@live, which is CRITICAL: ")));
            assertEquals(
                    "HEALTHY",
                    instance(home, "health", "instances", "calm@live")
                            .get("level")
                            .getAsString());
        }
    }

    @Test
    void restartsThatAPersonAskedForAreNoSignOfIllnessAndFailuresAre() throws Exception {
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
            assertEquals(
                    4,
                    instance(home, "status", "processes", "calm@live")
                            .get("restarts")
                            .getAsInt());
            Await.until(
                    "one that fails is not well",
                    () -> reasons(instance(home, "health", "instances", "frail@live")).stream()
                            .anyMatch(reason -> reason.matches("failed \\d+ times within 10 min")));
            assertEquals(
                    "HEALTHY",
                    instance(home, "health", "instances", "calm@live")
                            .get("level")
                            .getAsString());
            assertEquals(
                    "HEALTHY",
                    instance(home, "health", "instances", "job@live")
                            .get("level")
                            .getAsString());
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

    @Test
    void theHistoryIsReadByOtherToolsWhileItIsWrittenAndWholeAfterEachKill() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.write("config/com.nae.health.cfg", EAGER);
            home.write("config/com.nae.history.cfg", "flush_interval = 50ms");
            home.process("calm", "command = sleep 1000", "modes = live");
            home.up("live");
            long seen = 0;
            for (int kill = 0; kill < 3; kill++) {
                long before = seen;
                Await.until("more samples are seen from outside", () -> samples(home) > before);
                seen = samples(home);
                home.crash();
                assertTrue(samples(home) >= seen, "none is lost");
            }
        }
    }

    /** Counted by Python, which also checks that the file is whole. */
    private static long samples(StoryHome home) {
        Outcome told = home.run(
                "python3",
                "-c",
                "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); assert c.execute('PRAGMA integrity_check').fetchone()[0] == 'ok'; "
                        + "print(c.execute(\"SELECT count(*) FROM samples WHERE instance = 'calm@live'\").fetchone()[0])",
                home.path("data/nae.db").toString());
        return told.code() == 0 ? Long.parseLong(told.out().strip()) : -1;
    }

    @Test
    void historyOutlivesAKillOfTheRuntime() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.write("config/com.nae.health.cfg", EAGER);
            home.process("calm", "command = sleep 1000", "modes = live");
            home.up("live");
            Await.until(
                    "samples and events",
                    () -> rows(home, "history", "calm", "--samples").size() >= 3
                            && !rows(home, "history", "calm").isEmpty());
            JsonObject first = rows(home, "history", "calm").get(0);
            int samples = rows(home, "history", "calm", "--samples").size();
            home.crash();
            Await.until(
                    "the same beginning",
                    () -> rows(home, "history", "calm").get(0).equals(first));
            assertTrue(rows(home, "history", "calm", "--samples").size() >= samples);
            Outcome csv = home.nae("history", "calm", "--csv");
            assertTrue(
                    csv.out()
                            .startsWith("time,process,instance,kind,text\n"
                                    + first.get("time").getAsString() + ",calm,calm@live,"),
                    csv::out);
        }
    }
}
