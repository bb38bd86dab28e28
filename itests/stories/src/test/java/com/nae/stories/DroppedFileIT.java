package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.nae.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A process is a dropped file: what happens when one is copied, edited, deleted or broken. */
class DroppedFileIT {
    private static final String FOREVER = "command = sh -c 'echo begins; exec sleep 1000'";
    private static StoryHome home;

    @BeforeAll
    static void up() throws IOException {
        home = new StoryHome();
        home.process("other", FOREVER, "modes = live").up();
        Await.until("the other one runs", () -> state("other@live").equals("RUNNING"));
    }

    @AfterAll
    static void down() throws IOException {
        home.close();
    }

    private static JsonObject process(String instance) {
        return home.json("status", instance)
                .getAsJsonObject()
                .getAsJsonArray("processes")
                .get(0)
                .getAsJsonObject();
    }

    private static String state(String instance) {
        return process(instance).get("state").getAsString();
    }

    private static long pid(String instance) {
        return process(instance).get("pid").getAsLong();
    }

    private static JsonArray refused() {
        return home.json("status").getAsJsonObject().getAsJsonArray("refused");
    }

    @Test
    void aDroppedFileRunsAnEditedOneIsRestartedAloneAndADeletedOneIsGone() throws IOException {
        long other = pid("other@live");
        home.process("dropped", FOREVER);
        Await.until(
                "it runs in both modes",
                () -> state("dropped@live").equals("RUNNING")
                        && state("dropped@sandbox").equals("RUNNING"));
        long first = pid("dropped@live");
        home.process("dropped", FOREVER, "environment.EDITED = yes");
        Await.until(
                "the edited one runs anew",
                () -> state("dropped@live").equals("RUNNING") && pid("dropped@live") != first);
        assertTrue(Files.readString(java.nio.file.Path.of("/proc/" + pid("dropped@live") + "/environ"))
                .contains("EDITED=yes"));
        long last = pid("dropped@live");
        Files.delete(home.path("config/com.nae.process-dropped.cfg"));
        Await.until("it is gone", () -> home.ask("status", "dropped").code() == 4 && Running.gone(last));
        assertEquals(other, pid("other@live"));
    }

    @Test
    void whatNeedsNoRestartTouchesNothing() throws IOException {
        home.process("kept", FOREVER, "modes = live");
        Await.until("it runs", () -> state("kept@live").equals("RUNNING"));
        long pid = pid("kept@live");
        home.process("kept", FOREVER, "modes = live", "log_keep = 3", "restart_threshold = 9");
        home.process("after", FOREVER, "modes = live");
        Await.until(
                "a file that came later is in force", () -> state("after@live").equals("RUNNING"));
        assertEquals(pid, pid("kept@live"));
    }

    @Test
    void aBrokenFileIsRefusedWithFileKeyAndReasonAndWhatRanGoesOn() throws IOException {
        home.process("broken", FOREVER, "modes = live");
        Await.until("it runs", () -> state("broken@live").equals("RUNNING"));
        long pid = pid("broken@live");
        home.process("broken", FOREVER, "modes = live", "replicas = many");
        Await.until("it is refused", () -> !refused().isEmpty());
        JsonObject refusal = refused().get(0).getAsJsonObject();
        assertEquals("com.nae.process-broken.cfg", refusal.get("file").getAsString());
        assertEquals("replicas", refusal.get("key").getAsString());
        String line = "com.nae.process-broken.cfg: replicas is 'many', expected a whole number";
        assertTrue(home.nae("status").out().contains(line), "in the status");
        assertTrue(home.serviceLog().contains(line), "in the log");
        Outcome check = home.nae("check");
        assertEquals(1, check.code());
        assertEquals(line + "\n", check.out());
        assertEquals(pid, pid("broken@live"));
        home.process("broken", FOREVER, "modes = live");
        Await.until("it is mended", () -> refused().isEmpty());
        assertEquals(pid, pid("broken@live"));
    }

    @Test
    void aFileIsCheckedBeforeItIsDropped() throws IOException {
        home.write("com.nae.process-new.cfg", "comand = sleep 1");
        Outcome check = home.nae("check", home.path("com.nae.process-new.cfg").toString());
        assertEquals(1, check.code(), check::out);
        assertTrue(check.out().startsWith("com.nae.process-new.cfg: "), check::out);
        home.write("com.nae.process-new.cfg", "command = sleep 1", "modes = live");
        assertEquals(
                "com.nae.process-new.cfg is valid\n",
                home.nae("check", home.path("com.nae.process-new.cfg").toString())
                        .out());
        assertEquals(4, home.nae("status", "new").code());
    }
}
