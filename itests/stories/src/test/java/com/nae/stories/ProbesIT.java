package com.nae.stories;

import static com.nae.stories.HealthQueries.EAGER;
import static com.nae.stories.HealthQueries.health;
import static com.nae.stories.HealthQueries.level;
import static com.nae.stories.HealthQueries.process;
import static com.nae.stories.HealthQueries.reasons;
import static com.nae.stories.HealthQueries.restarted;
import static com.nae.stories.HealthQueries.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.nae.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Readiness and liveness as a user sees them. */
class ProbesIT {
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
            JsonObject waiting = process(home, "user@live");
            assertEquals("STARTING", waiting.get("state").getAsString());
            assertEquals("", home.log("user", "live"));
            Files.writeString(home.path("open"), "");
            Await.until(
                    "the dependent has begun", () -> home.log("user", "live").contains("begun"));
        }
    }

    @Test
    void aProgramThatHangsIsRestarted() throws Exception {
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
                    () -> process(home, "feed@live").get("state").getAsString().equals("RUNNING"));
            long before = process(home, "feed@live").get("pid").getAsLong();
            Files.writeString(home.path("hang"), "");
            Await.until("it is another program", () -> {
                JsonElement pid = process(home, "feed@live").get("pid");
                return !pid.isJsonNull() && pid.getAsLong() != before;
            });
            Files.delete(home.path("hang"));
            assertTrue(Running.gone(before));
            awaitReason(home, "liveness probe: http://127.0.0.1");
        }
    }

    private static void awaitReason(StoryHome home, String reason) {
        Await.until(
                "the change log has the reason", () -> restarted(home, "feed").contains(reason));
        Await.until(
                "history has the reason",
                () -> rows(home, "history", "feed").stream()
                        .anyMatch(row -> row.get("text").getAsString().contains(reason)));
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
                    () -> reasons(health(home, "twin@live")).stream()
                            .anyMatch(reason -> reason.startsWith("not ready")));
            assertEquals("HEALTHY", level(home, "twin:1@live"));
            Files.writeString(home.path("ready-0"), "");
            Await.until("the first is ready", () -> level(home, "twin@live").equals("HEALTHY"));
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
                    "readiness.exec = sh -c 'echo $(id -un) $(ulimit -n) $COLOUR $NAE_PROCESS "
                            + "${NAE_INSTANCE:-unmarked}; exit 1'");
            home.up("live");
            Await.until(
                    "it has reported who it is",
                    () -> reasons(health(home, "who@live")).stream()
                            .anyMatch(reason ->
                                    reason.endsWith("sh ended with exit code 1: " + user + " 123 blue who unmarked")));
        }
    }
}
