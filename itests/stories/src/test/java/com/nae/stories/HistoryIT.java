package com.nae.stories;

import static com.nae.stories.HealthQueries.EAGER;
import static com.nae.stories.HealthQueries.rows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.nae.testing.Await;
import org.junit.jupiter.api.Test;

/** History as a user and other tools see it. */
class HistoryIT {
    private static final String COUNT = """
            import sqlite3, sys
            c = sqlite3.connect(sys.argv[1])
            assert c.execute('PRAGMA integrity_check').fetchone()[0] == 'ok'
            print(c.execute("SELECT count(*) FROM samples WHERE instance = 'calm@live'").fetchone()[0])
            """;

    /** Counted by Python, which also checks that the file is whole. */
    private static long samples(StoryHome home) {
        Outcome counted =
                home.run("python3", "-c", COUNT, home.path("data/nae.db").toString());
        return counted.code() == 0 ? Long.parseLong(counted.out().strip()) : -1;
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
