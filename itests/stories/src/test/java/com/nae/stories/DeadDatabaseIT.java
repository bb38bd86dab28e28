package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.nae.testing.Await;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Twenty workers whose database is down: one issue, no storm, and all come back one after the other when it does. */
@Isolated("how often twenty programs start before they are known to wait depends on how busy the machine is")
class DeadDatabaseIT {
    private static final int WORKERS = 20;

    private static final String[] WORKER = {
        "import os, socket, time",
        "open(os.environ['STARTS'] + os.environ['NAE_REPLICA'], 'a').write('x')",
        "connection = socket.create_connection(('127.0.0.1', int(os.environ['DB_PORT'])))",
        "print('connected', time.time(), flush=True)",
        "time.sleep(1000)"
    };

    @Test
    void twentyWorkersOfADeadDatabaseMakeOneIssueAndNoStormAndComeBackOneAfterTheOther() throws Exception {
        try (StoryHome home = new StoryHome()) {
            InetSocketAddress database = new InetSocketAddress("127.0.0.1", home.reservePort());
            workers(home, database.getPort());
            home.up("live");
            Await.until(
                    "all wait",
                    () -> issue(home).get("status").getAsString().equals("waiting")
                            && issue(home).getAsJsonArray("instances").size() == WORKERS
                            && waiting(home) == WORKERS);
            long before = starts(home);
            Await.until(
                    "the probe has asked for a while",
                    () -> home.read("logs/change_log.json").contains("waits for 127.0.0.1:" + database.getPort()));
            for (int look = 0; look < 5; look++) {
                home.json("status");
            }
            assertEquals(before, starts(home), "nobody restarts into it");
            assertTrue(before <= 3 * WORKERS, "no storm: " + before + " starts");
            comeBack(home, database, before);
        }
    }

    private static void workers(StoryHome home, int port) throws IOException {
        home.write("workers/main.py", WORKER).write("starts/empty", "");
        home.process(
                "worker",
                "command = python3 main.py",
                "directory = workers",
                "modes = live",
                "replicas = " + WORKERS,
                "environment.DB_PORT = " + port,
                "environment.STARTS = " + home.path("starts") + "/");
    }

    private static void comeBack(StoryHome home, InetSocketAddress database, long before) throws Exception {
        try (ServerSocket back = new ServerSocket()) {
            back.setReuseAddress(true);
            back.bind(database, 200);
            Await.until("all are back", () -> allRun(home) && connected(home).size() == WORKERS);
            assertTrue(starts(home) <= before + WORKERS, "each was started once: " + (starts(home) - before));
            List<Double> moments = connected(home).stream().sorted().toList();
            System.out.printf(
                    "back one after the other within %.2f s of the first%n", moments.get(WORKERS - 1) - moments.get(0));
            assertEquals(WORKERS, moments.stream().distinct().count());
            Await.until(
                    "it is healed",
                    () -> issue(home).get("status").getAsString().equals("healed"));
        }
    }

    private static boolean allRun(StoryHome home) {
        return home.json("status").getAsJsonObject().getAsJsonArray("processes").asList().stream()
                .allMatch(p -> p.getAsJsonObject().get("state").getAsString().equals("RUNNING"));
    }

    private static JsonObject issue(StoryHome home) {
        List<JsonObject> issues = StreamSupport.stream(
                        home.json("issues").getAsJsonArray().spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(i -> i.get("family").getAsString().equals("connection"))
                .toList();
        assertTrue(issues.size() <= 1, "one issue: " + issues);
        return issues.get(0);
    }

    private static long waiting(StoryHome home) {
        return StreamSupport.stream(
                        home.json("status")
                                .getAsJsonObject()
                                .getAsJsonArray("processes")
                                .spliterator(),
                        false)
                .map(JsonElement::getAsJsonObject)
                .filter(p -> p.get("state").getAsString().equals("BACKOFF")
                        && p.get("pid").isJsonNull())
                .count();
    }

    private static long starts(StoryHome home) throws Exception {
        long starts = 0;
        for (int i = 0; i < WORKERS; i++) {
            starts += Files.size(home.path("starts/" + i));
        }
        return starts;
    }

    private static List<Double> connected(StoryHome home) throws Exception {
        List<Double> moments = new java.util.ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            String log = home.read("logs/worker.live" + (i == 0 ? "" : "." + i) + ".log");
            log.lines()
                    .filter(line -> line.startsWith("connected "))
                    .map(line -> Double.valueOf(line.substring(10)))
                    .forEach(moments::add);
        }
        return moments;
    }
}
