package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.nae.testing.Await;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A restart before a resource runs out, as a user sees it. */
class LeakIT {
    private static final String ANNOUNCED = ".*leaky@live: at \\S+ a restart before memory runs out: "
            + "leaky@live: memory reaches its limit in about .*\\((waiting|rehearsing).*";

    @Test
    void aProgramThatLeaksIsRestartedBeforeItsMemoryRunsOutAsWasAnnouncedAndRehearsed() throws Exception {
        try (StoryHome home = new StoryHome()) {
            configure(home);
            home.process("leaky", "command = python3 leak.py", "memory_limit = 160M", "healing = observe");
            home.up("dual");
            Await.until(
                    "it is announced",
                    () -> home.ask("status").out().replaceAll("\\s+", " ").matches(ANNOUNCED));
            assertEquals(List.of(), restarts(home, "leaky@live"), "nothing is done to live yet");
            Await.until(
                    "it has helped",
                    () -> made(home).startsWith("helped: memory went from 1"),
                    () -> home.ask("learning", "restarts").out() + home.read("logs/change_log.json"));
            assertEquals(1, restarts(home, "leaky@live").size(), restarts(home, "")::toString);
            assertTrue(
                    restarts(home, "").get(0).contains("leaky@sandbox"),
                    () -> "the sandbox comes first: " + restarts(home, ""));
            assertLogged(home);
        }
    }

    private static void configure(StoryHome home) throws IOException {
        home.write(
                "config/com.nae.learning.cfg",
                "learning_interval = 1s",
                "enhancements = false",
                "preemptive_min_uptime = 8s",
                "preemptive_level = 0.85",
                "preemptive_lead = 0.5",
                "preemptive_watch = 3s");
        home.write("config/com.nae.health.cfg", "health_check_interval = 1s", "watch_interval = 1s");
        home.write(
                "leak.py",
                "import time",
                "kept = ['x' * 85_000_000]",
                "while True:",
                "    kept.append('x' * 200_000)",
                "    time.sleep(0.1)");
    }

    private static void assertLogged(StoryHome home) throws IOException {
        List<String> log = home.read("logs/change_log.json")
                .lines()
                .filter(line -> line.contains("\"mode\":\"live\""))
                .toList();
        assertTrue(
                log.get(0).contains("\"restarted\"") && log.get(0).contains("restart before memory runs out"),
                log::toString);
        assertTrue(
                log.get(1).contains("\"proven\"")
                        && log.get(1).contains("pre-emptive restart: helped: memory went from 1"),
                log::toString);
    }

    /** What a pre-emptive restart of live has come to. */
    private static String made(StoryHome home) {
        return home.json("learning", "restarts").getAsJsonObject().getAsJsonArray("made").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(r -> r.get("instance").getAsString().equals("leaky@live"))
                .map(r -> r.get("state").getAsString())
                .findFirst()
                .orElse("");
    }

    /** The orderly stops in the history, oldest first. */
    private static List<String> restarts(StoryHome home, String instance) {
        return home.ask("history", "leaky")
                .out()
                .lines()
                .filter(line -> line.contains(" STOPPED ") && line.contains(instance + " "))
                .toList();
    }
}
