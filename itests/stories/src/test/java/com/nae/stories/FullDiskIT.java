package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A disk that is full loses no line, stops no supervision, and is written again when there is room. */
class FullDiskIT {
    private static final int LINES = 40_000;
    private static final String WHOLE = IntStream.range(0, LINES)
            .mapToObj(i -> "line " + i + " of a program that does not know that the disk is full\n")
            .collect(Collectors.joining());
    private static final String PROGRAM = "for i in range(" + LINES
            + "): print('line', i, 'of a program that does not know that the disk is full', flush=i % 100 == 0)";

    @Test
    void everyLineIsThereInOrderWhenThereIsRoomAgain() throws Exception {
        try (StoryHome home = new StoryHome()) {
            Path logs = Files.createDirectory(home.path("logs"));
            boolean mounted = home.run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", logs.toString())
                            .code()
                    == 0;
            try {
                if (!mounted) {
                    Files.createSymbolicLink(logs.resolve("writer.live.log"), Path.of("/dev/full"));
                }
                tell(home, logs, mounted);
                home.stop();
            } finally {
                home.run("umount", "-l", logs.toString());
            }
        }
    }

    /** Without the right to mount, the log alone is a disk that is full. */
    private static void tell(StoryHome home, Path logs, boolean mounted) throws IOException {
        home.up("live");
        home.write("writer.py", PROGRAM, "import time; time.sleep(1000)");
        home.process("writer", "command = python3 ${nae.home}/writer.py", "modes = live");
        Await.until(
                "its output is kept back",
                () -> mounted
                        ? Files.getFileStore(logs).getUsableSpace() == 0
                        : home.serviceLog().contains("writer@live cannot be written"));
        assertTrue(home.nae("status", "writer").out().contains("RUNNING"), "the program is not harmed");
        if (mounted) {
            assertEquals(
                    0,
                    home.run("mount", "-o", "remount,size=50m", logs.toString()).code());
        } else {
            Files.delete(logs.resolve("writer.live.log"));
        }
        Await.until("every line is there", () -> home.log("writer", "live").length() >= WHOLE.length());
        assertEquals(WHOLE, home.log("writer", "live"));
    }

    @Test
    void aHistoryThatCannotBeWrittenSaysSoStopsNothingAndTellsOfThatTimeAfterwards() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.write("config/com.nae.health.cfg", "health_check_interval = 1s", "watch_interval = 500ms");
            home.write("config/com.nae.history.cfg", "flush_interval = 500ms");
            home.process("calm", "command = sleep 1000", "modes = live");
            Path data = home.path("data");
            boolean mounted = home.run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", data.toString())
                            .code()
                    == 0;
            try {
                home.up("live");
                tellOfHistory(home, data, mounted);
                home.stop();
            } finally {
                home.run("umount", "-l", data.toString());
            }
        }
    }

    /** Without the right to mount, a folder in the place of the file is what cannot be written. */
    private static void tellOfHistory(StoryHome home, Path data, boolean mounted) throws IOException {
        Await.until(
                "samples are written",
                () -> !home.json("history", "calm", "--samples")
                        .getAsJsonArray()
                        .isEmpty());
        Path filler = data.resolve(mounted ? "filler" : "nae.db");
        if (mounted) {
            assertTrue(home.run("dd", "if=/dev/zero", "of=" + filler, "bs=4k")
                    .out()
                    .contains("No space left"));
        } else {
            home.stop();
            Files.move(filler, data.resolve("kept.db"));
            Files.createDirectory(filler);
            home.up("live");
        }
        Await.until(
                "it is said in the health of the whole",
                () -> home.nae("health").out().contains("the history is not written: "));
        assertTrue(
                home.nae("history").out().contains("The history is not written: "),
                "and where the history is asked for");
        long before = pid(home);
        ProcessHandle.of(before).ifPresent(ProcessHandle::destroyForcibly);
        Await.until("what is supervised is started again", () -> pid(home) != before && pid(home) != 0);
        assertEquals(
                1,
                home.serviceLog()
                        .lines()
                        .filter(line -> line.contains("The history is not written: "))
                        .count(),
                "said once");
        Files.delete(filler);
        Await.until(
                "that time is told of", () -> home.nae("history", "calm").out().contains("started again"));
        Await.until(
                "all is well",
                () -> home.json("health")
                        .getAsJsonObject()
                        .getAsJsonObject("overall")
                        .getAsJsonArray("reasons")
                        .isEmpty());
        assertTrue(home.serviceLog().contains("The history is written again"));
    }

    private static long pid(StoryHome home) {
        JsonElement pid = home.json("status", "calm")
                .getAsJsonObject()
                .getAsJsonArray("processes")
                .get(0)
                .getAsJsonObject()
                .get("pid");
        return pid.isJsonNull() ? 0 : pid.getAsLong();
    }

    @Test
    void aHistoryThatIsDamagedAtTheStartIsPutAsideAndBegunAnew() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.write("config/com.nae.health.cfg", "health_check_interval = 1s");
            home.write("data/nae.db", "this is no database ".repeat(1000));
            home.process("calm", "command = sleep 1000", "modes = live");
            home.up("live");
            Await.until(
                    "a new one is written",
                    () -> !home.json("history", "calm", "--samples")
                            .getAsJsonArray()
                            .isEmpty());
            assertTrue(
                    home.serviceLog()
                            .lines()
                            .anyMatch(
                                    line -> line.contains("ERROR")
                                            && line.matches(
                                                    ".*nae.db is damaged .*; it is kept as nae.db.damaged-\\d+ and a new one is begun")),
                    home::serviceLog);
            try (Stream<Path> files = Files.list(home.path("data"))) {
                Path aside = files.filter(file -> file.getFileName().toString().startsWith("nae.db.damaged-"))
                        .findFirst()
                        .orElseThrow();
                assertTrue(Files.readString(aside).startsWith("this is no database"));
            }
        }
    }
}
