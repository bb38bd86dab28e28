package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.nae.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * A healer is dropped in, updated, broken in several ways, repaired and removed while new issues keep arriving. The
 * last good version stays in force, no other case and no worker is affected, and the log reports what happened.
 */
class HotDeployIT {
    /** Prints a trace of a type that was never seen before, over and over. */
    private static final String[] TROUBLED = {
        "import time, traceback",
        "n = 0",
        "while True:",
        "    try:",
        "        raise type('Trouble%d' % n, (Exception,), {})('no ' + str(n))",
        "    except Exception:",
        "        traceback.print_exc()",
        "    n += 1",
        "    time.sleep(1)"
    };

    private StoryHome home;
    private int healed;

    @Test
    void aHealerIsDroppedUpdatedRefusedRepairedAndDeletedUnderLoad() throws Exception {
        try (StoryHome story = new StoryHome()) {
            home = story.write("config/com.nae.healing.cfg", "verify_min = 2s").write("troubled/main.py", TROUBLED);
            home.process("troubled", "command = python3 main.py", "directory = troubled", "modes = live");
            Counters counters = new Counters(home, 3);
            home.up("dual");
            List<Long> pids = counters.awaitLines(1).pids();
            Await.until("issues come", () -> issues() > 1);
            isDroppedUpdatedAndRefused();
            breaksWhenItIsAsked();
            long runtime = home.pid();
            allocatesWithoutEnd(runtime);
            Files.delete(home.path("healers/dropped.jar"));
            Await.until("it is gone", () -> healer().isEmpty());
            others();
            assertEquals(pids, counters.awaitLines(1).pids(), "no worker was started again");
            counters.assertEachLineOnce();
            assertEquals(
                    0,
                    home.json("status", "troubled")
                            .getAsJsonObject()
                            .getAsJsonArray("processes")
                            .get(0)
                            .getAsJsonObject()
                            .get("restarts")
                            .getAsInt());
        }
    }

    private void isDroppedUpdatedAndRefused() throws IOException {
        drop(HealerJar.good("1.0.0").bytes());
        advises("1.0.0");
        said("dropped.jar: dropped 1.0.0 is in force");
        drop(HealerJar.good("1.1.0").bytes());
        advises("1.1.0");
        said("dropped.jar: dropped 1.1.0 is in force; it replaces the previous version");
        byte[] next = HealerJar.good("2.0.0").bytes();
        refused(Arrays.copyOf(next, next.length / 2), "is not a complete jar");
        refused(new HealerJar("2.0.0", "", "return List.of();", ",not.there.anywhere").bytes(), "not.there.anywhere");
        refused(
                new HealerJar(
                                "2.0.0",
                                "if (true) throw new IllegalStateException(\"a bad day\");",
                                "return List.of();",
                                "")
                        .bytes(),
                "cannot be activated");
        drop(next);
        advises("2.0.0");
    }

    private void refused(byte[] jar, String reason) throws IOException {
        drop(jar);
        Await.until("it is refused: " + reason, () -> refusals().contains(reason));
        said("dropped.jar is refused");
        advises("1.1.0");
        others();
    }

    private void breaksWhenItIsAsked() throws IOException {
        drop(HealerJar.diagnosing("3.0.0", "throw new IllegalStateException(\"no idea\");")
                .bytes());
        said("healer dropped failed for issue");
        others();
        drop(HealerJar.diagnosing(
                        "3.1.0", "while (true) { try { Thread.sleep(1000); } catch (InterruptedException e) { } }")
                .bytes());
        said("it hangs, and is not asked again until it is replaced");
        assertEquals("quarantined", healer().orElseThrow().get("state").getAsString());
        others();
        drop(HealerJar.good("3.2.0").bytes());
        advises("3.2.0");
    }

    private void allocatesWithoutEnd(long runtime) throws IOException {
        drop(HealerJar.diagnosing(
                        "4.0.0", "List<byte[]> all = new ArrayList<>(); while (true) { all.add(new byte[1 << 20]); }")
                .bytes());
        Await.until(
                "the runtime is back, in the memory it has",
                () -> home.pid() != runtime
                        && home.read("data/run/ready").trim().equals(Long.toString(home.pid())));
        Await.until(
                "it is not asked again",
                () -> healer().orElseThrow().get("version").getAsString().equals("4.0.0")
                        && healer().orElseThrow().get("state").getAsString().equals("quarantined"));
        others();
        long restarts = home.read("logs/continuous_service.log")
                .lines()
                .filter(line -> line.contains("is started again"))
                .count();
        assertEquals(1, restarts, "restarts of the runtime");
        drop(HealerJar.good("4.1.0").bytes());
        advises("4.1.0");
    }

    /** Another program with a fault of its own is healed meanwhile. */
    private void others() throws IOException {
        String name = "archiver" + healed++;
        home.write(
                name + "/main.py", "import time", "print(json.dumps({'is': 'there'}), flush=True)", "time.sleep(1000)");
        home.process(name, "command = python3 main.py", "directory = " + name, "modes = live");
        Await.until(name + " is healed", () -> home.log(name, "live").contains("{\"is\": \"there\"}"));
    }

    private void drop(byte[] bytes) throws IOException {
        Files.createDirectories(home.path("healers"));
        Files.write(home.path("data/dropped.part"), bytes);
        Files.move(home.path("data/dropped.part"), home.path("healers/dropped.jar"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** An issue that came after now gets the advice of a version. */
    private void advises(String version) throws IOException {
        int before = Integer.parseInt(newest());
        Await.until(
                "version " + version + " advises",
                () -> StreamSupport.stream(home.json("issues").getAsJsonArray().spliterator(), false)
                        .map(JsonElement::getAsJsonObject)
                        .anyMatch(i -> i.get("type").getAsString().startsWith("Trouble")
                                && Integer.parseInt(i.get("type").getAsString().substring(7)) > before
                                && i.get("remedy").toString().contains("advice of version " + version)));
    }

    private String newest() throws IOException {
        String log = home.log("troubled", "live");
        return log.substring(log.lastIndexOf("Trouble") + 7).replaceAll("(?s)\\D.*", "");
    }

    private long issues() {
        return StreamSupport.stream(home.json("issues").getAsJsonArray().spliterator(), false)
                .filter(i -> i.getAsJsonObject().get("type").getAsString().startsWith("Trouble"))
                .count();
    }

    private Optional<JsonObject> healer() {
        return StreamSupport.stream(home.json("healers").getAsJsonArray().spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(h -> h.get("name").getAsString().equals("dropped"))
                .findFirst();
    }

    private String refusals() {
        return home.json("status").getAsJsonObject().get("refused").toString();
    }

    private void said(String words) {
        Await.until("the log says: " + words, () -> home.serviceLog().contains(words));
    }
}
