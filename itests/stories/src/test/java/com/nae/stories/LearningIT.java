package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.nae.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What is learned from errors, repairs and resource use, as a user sees it. */
class LearningIT {
    private static final String[] EAGER = {"learning_interval = 1s"};

    private static final String[] FORGETFUL = {
        "import time", "time.sleep(0.2)", "print(json.dumps({'price': 4}), flush=True)", "time.sleep(1000)"
    };

    private static StoryHome eager() throws IOException {
        return new StoryHome()
                .write("config/com.nae.learning.cfg", EAGER)
                .write("config/com.nae.health.cfg", "health_check_interval = 1s");
    }

    private static List<JsonObject> part(StoryHome home, String part) {
        JsonArray list = home.json("learning", part).getAsJsonArray();
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static int applied(StoryHome home) {
        return home.json("status").getAsJsonObject().get("enhancements_applied").getAsInt();
    }

    @Test
    void sevenProgramsThatCannotReachOneEndpointHaveOneCauseInWordsThatFitTheScreen() throws Exception {
        try (StoryHome home = eager()) {
            int port = home.reservePort();
            home.write(
                    "caller.py",
                    "import socket, time",
                    "time.sleep(1.2)",
                    "socket.create_connection(('127.0.0.1', " + port + "), 1)");
            callers(home, 7);
            home.up("live");
            Await.until(
                    "one cause in seven programs",
                    () -> part(home, "causes").stream()
                            .anyMatch(c -> c.getAsJsonArray("processes").size() == 7));
            assertOneCause(home, port);
            Outcome text = home.nae("learning");
            assertEquals(
                    List.of(),
                    text.out().lines().filter(line -> line.length() > 80).toList());
            assertTrue(
                    text.out()
                            .replaceAll("\\s+", " ")
                            .contains("do: Check 127.0.0.1:" + port
                                    + ": 7 programs cannot reach it, so the fault is not in the programs."),
                    text::out);
        }
    }

    private static void callers(StoryHome home, int count) throws IOException {
        for (int i = 1; i <= count; i++) {
            home.process(
                    "caller" + i,
                    "command = python3 caller.py",
                    "modes = live",
                    "healing = observe",
                    "restart_threshold = 1000",
                    "backoff_initial = 2s");
        }
    }

    private static void assertOneCause(StoryHome home, int port) {
        List<JsonObject> causes = part(home, "causes");
        assertEquals(1, causes.size(), causes::toString);
        JsonObject cause = causes.get(0);
        assertEquals(
                "127.0.0.1:" + port + " cannot be reached (ConnectionRefusedError)",
                cause.get("cause").getAsString());
        assertEquals(7, cause.getAsJsonArray("issues").size());
        assertTrue(cause.get("count").getAsInt() >= 7);
    }

    @Test
    void whatHealedHereIsKnownAfterACrashAndCanBeCarriedToAnotherHome() throws Exception {
        try (StoryHome home = eager();
                StoryHome other = eager()) {
            home.write("trader/main.py", FORGETFUL);
            home.process("trader", "command = python3 main.py", "directory = trader");
            home.up("dual");
            other.up("live");
            Await.until(
                    "a repair has worked",
                    () -> part(home, "records").stream()
                            .anyMatch(r -> !r.get("fingerprint").getAsString().isEmpty()));
            List<JsonObject> known = part(home, "records");
            assertTrue(
                    known.stream()
                            .allMatch(r -> r.get("family").getAsString().equals("import")
                                    && r.get("expected").getAsDouble() > 0.5),
                    known::toString);
            home.crash();
            Await.until("it is known after a crash", () -> part(home, "records").size() == known.size());
            carried(home, other, known);
            forgotten(other);
            refused(other);
            assertEquals(0, home.nae("learning", "forget", "trader").code());
            assertTrue(
                    part(home, "records").stream()
                            .allMatch(r -> r.get("fingerprint").getAsString().isEmpty()),
                    "what is known of the family stays");
        }
    }

    /** Exports what a home knows and imports it into another one, twice. */
    private static void carried(StoryHome from, StoryHome to, List<JsonObject> known) {
        String file = from.path("known.json").toString();
        assertEquals(0, from.nae("learning", "export", file).code());
        String records = known.size() == 1 ? "1 record" : known.size() + " records";
        Outcome first = to.nae("learning", "import", file);
        assertTrue(first.out().startsWith(records + " imported"), first::out);
        assertTrue(to.nae("learning", "import", file).out().startsWith("0 records imported"));
        assertEquals(identities(known), identities(part(to, "records")));
        assertTrue(to.nae("learning", "records").out().contains("(import), tried once"));
    }

    private static List<String> identities(List<JsonObject> records) {
        return records.stream()
                .map(r -> r.get("fingerprint").getAsString() + r.get("pattern"))
                .toList();
    }

    private static void forgotten(StoryHome home) {
        assertEquals(0, home.nae("learning", "forget", "all").code());
        assertEquals(4, home.nae("learning", "forget", "all").code());
    }

    private static void refused(StoryHome home) throws IOException {
        Files.writeString(home.path("bad.json"), "{\"format\":\"nae-learning\",\"version\":99,\"records\":[]}");
        Outcome newer = home.nae("learning", "import", home.path("bad.json").toString());
        assertEquals(1, newer.code());
        assertTrue(newer.out().contains("version 99 of the export is not known, expected 1"), newer::out);
        Files.writeString(home.path("bad.json"), "half of a fi");
        Outcome torn = home.nae("learning", "import", home.path("bad.json").toString());
        assertEquals(1, torn.code());
        assertTrue(torn.out().contains("bad.json: this is not an export of nae learning"), torn::out);
        assertEquals(1, home.nae("learning", "import", "not-there.json").code());
        assertEquals(2, home.nae("learning", "import").code());
        assertEquals(0, part(home, "records").size());
    }

    @Test
    void aProgramNearItsLimitIsCheckedMoreOftenWhichIsCountedAndEndsWithIt() throws Exception {
        try (StoryHome home = eager()) {
            home.write("config/com.nae.health.cfg", "health_check_interval = 15s", "watch_interval = 15s");
            home.process(
                    "greedy",
                    "command = python3 -c 'import time; x = \"a\" * 200000000; time.sleep(1000)'",
                    "modes = live",
                    "memory_limit = 230M");
            home.up("live");
            Await.until("an enhancement is in force", () -> applied(home) == 1);
            JsonObject made = part(home, "enhancements").get(0);
            assertEquals("check-interval", made.get("enhancement").getAsString());
            assertTrue(made.get("reason").getAsString().matches("it uses \\d\\d% of a limit"), made::toString);
            assertTrue(
                    home.read("logs/change_log.json")
                            .lines()
                            .anyMatch(line -> line.contains("\"enhanced\"") && line.contains("check-interval")),
                    "the change log tells of it");
            Outcome text = home.nae("learning");
            assertTrue(text.out().contains("Enhancements applied: 1"), text::out);
            Files.delete(home.path("config/com.nae.process-greedy.cfg"));
            Await.until("it is taken back", () -> applied(home) == 0);
            assertEquals(
                    "its program is gone",
                    part(home, "enhancements").get(0).get("withdrawn").getAsString());
        }
    }
}
