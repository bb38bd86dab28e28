package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.nae.testing.Await;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Errors that workers print, as a user sees them. */
class IssuesIT {
    private static final String[] DESK = {
        "import logging, os, time",
        "logging.basicConfig(format='%(asctime)s %(levelname)s %(name)s: %(message)s', level=logging.INFO)",
        "log = logging.getLogger('desk')",
        "def order(o):",
        "    return o['quantity']",
        "log.info('open, 0 errors')",
        "n = 0",
        "while True:",
        "    if os.path.exists(os.environ['ASK'] + str(n)):",
        "        n += 1",
        "        try:",
        "            order({})",
        "        except KeyError:",
        "            log.exception('order %d failed', n)",
        "    time.sleep(0.02)"
    };

    private static List<JsonObject> issues(StoryHome home) {
        JsonArray rows = home.json("issues").getAsJsonArray();
        return StreamSupport.stream(rows.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static Optional<JsonObject> key(StoryHome home) {
        return issues(home).stream()
                .filter(i -> i.get("family").getAsString().equals("key"))
                .findFirst();
    }

    private static void desk(StoryHome home) throws IOException {
        home.write("desk/main.py", DESK);
        home.process(
                "desk",
                "command = python3 main.py",
                "directory = " + home.path("desk"),
                "healing = observe",
                "replicas = 2",
                "environment.ASK = " + home.path("data/ask"));
    }

    private static void ask(StoryHome home, int n) throws IOException {
        home.write("data/ask" + n, "");
    }

    @Test
    void aTracebackOfARealWorkerIsOneIssueInBothModesAndAllReplicasAndOutlivesTheRuntime() throws Exception {
        try (StoryHome home = new StoryHome()) {
            desk(home);
            home.up("dual");
            Await.until("the desk is open", () -> open(home, "live") && open(home, "sandbox"));
            assertEquals(List.of(), issues(home));
            ask(home, 0);
            Await.until(
                    "four instances, one issue",
                    () -> key(home).orElseThrow().getAsJsonArray("instances").size() == 4);
            JsonObject issue = key(home).orElseThrow();
            assertEquals(1, issues(home).size());
            assertDescribed(issue);
            home.crash();
            Await.until(
                    "it is known again, each occurrence once",
                    () -> key(home).orElseThrow().get("count").getAsLong() == 4);
            assertEquals(issue.get("id"), key(home).orElseThrow().get("id"));
            ask(home, 1);
            Await.until(
                    "it is counted on",
                    () -> key(home).orElseThrow().get("count").getAsLong() >= 8);
            assertEquals(
                    Set.of(issue.get("id").getAsString()),
                    issues(home).stream().map(i -> i.get("id").getAsString()).collect(Collectors.toSet()));
        }
    }

    private static boolean open(StoryHome home, String mode) throws IOException {
        return home.log("desk", mode).contains("open");
    }

    private static void assertDescribed(JsonObject issue) {
        assertEquals("KeyError", issue.get("type").getAsString());
        assertEquals("quantity", issue.get("subject").getAsString());
        assertEquals("desk", issue.get("process").getAsString());
        assertEquals("order", issue.get("function").getAsString());
        assertEquals(5, issue.get("line").getAsInt());
        assertEquals("main.py", issue.get("file").getAsString(), "below the worker's directory, in either mode's copy");
        assertEquals(4, issue.get("count").getAsLong());
    }

    @Test
    void anEndWithoutATraceIsAnIssueAndAStopThatWasAskedForIsNone() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.process("quits", "command = sh -c 'echo about to go; exit 3'", "modes = live", "autorestart = never");
            home.process("dies", "command = sh -c 'kill -SEGV $$'", "modes = live", "autorestart = never");
            home.process("stays", "command = sleep 1000", "modes = live");
            home.up("live");
            Await.until("both ends are reported", () -> issues(home).size() == 2);
            assertEquals(0, home.nae("stop", "stays").code());
            assertEquals(
                    Set.of("exited with code 3", "killed by SIGSEGV"),
                    issues(home).stream()
                            .map(i -> i.get("message").getAsString())
                            .collect(Collectors.toSet()));
        }
    }
}
