package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.nae.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a full disk no line is lost and supervision goes on; logs are written again when there is space. */
class FullDiskIT {
    private static final int LINES = 40_000;
    private static final String WHOLE = IntStream.range(0, LINES)
            .mapToObj(i -> "line " + i + " of a program that does not know that the disk is full\n")
            .collect(Collectors.joining());
    private static final String PROGRAM = "for i in range(" + LINES
            + "): print('line', i, 'of a program that does not know that the disk is full', flush=i % 100 == 0)";

    @Test
    void everyLineIsInALogThatCanBeWrittenAgain() throws Exception {
        try (StoryHome home = new StoryHome()) {
            Path log = Files.createSymbolicLink(
                    Files.createDirectory(home.path("logs")).resolve("writer.live.log"), Path.of("/dev/full"));
            write(home);
            Await.until("its output is kept back", () -> home.serviceLog().contains("writer@live cannot be written"));
            awaitRunning(home);
            Files.delete(log);
            assertWhole(home);
        }
    }

    @Test
    @Tag("root")
    void everyLineIsThereInOrderWhenThereIsSpaceAgain() throws Exception {
        try (StoryHome home = new StoryHome();
                Disk logs = new Disk(home, "logs", "1m")) {
            write(home);
            Await.until("its output is kept back", () -> logs.free() == 0);
            awaitRunning(home);
            logs.resize("50m");
            assertWhole(home);
            home.stop();
        }
    }

    private static void write(StoryHome home) throws IOException {
        home.up("live");
        home.write("writer.py", PROGRAM, "import time; time.sleep(1000)");
        home.process("writer", "command = python3 ${nae.home}/writer.py", "modes = live");
    }

    private static void awaitRunning(StoryHome home) {
        Await.until(
                "the program is not harmed",
                () -> home.nae("status", "writer").out().contains("RUNNING"),
                () -> home.nae("status", "writer").out());
    }

    private static void assertWhole(StoryHome home) throws IOException {
        Await.until("every line is there", () -> home.log("writer", "live").length() >= WHOLE.length());
        assertEquals(WHOLE, home.log("writer", "live"));
    }

    /** A small disk in the place of a folder of a home; root alone may mount one. */
    private record Disk(StoryHome home, Path folder) implements AutoCloseable {
        Disk(StoryHome home, String folder, String size) throws IOException {
            this(home, Files.createDirectories(home.path(folder)));
            assertEquals(
                    new Outcome(0, ""),
                    home.run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", this.folder.toString()));
        }

        long free() throws IOException {
            return Files.getFileStore(folder).getUsableSpace();
        }

        void resize(String size) {
            assertEquals(new Outcome(0, ""), home.run("mount", "-o", "remount,size=" + size, folder.toString()));
        }

        @Override
        public void close() {
            home.run("umount", "-l", folder.toString());
        }
    }

    @Test
    void aHistoryWithAFolderInItsPlaceSaysSoStopsNothingAndTellsOfThatTimeAfterwards() throws Exception {
        try (StoryHome home = new StoryHome()) {
            keepHistory(home);
            home.stop();
            Path database = home.path("data/nae.db");
            Files.move(database, home.path("data/kept.db"));
            Files.createDirectory(database);
            home.up("live");
            tellsOfTheTimeWithout(home, database);
        }
    }

    @Test
    @Tag("root")
    void aHistoryOnAFullDiskSaysSoStopsNothingAndTellsOfThatTimeAfterwards() throws Exception {
        try (StoryHome home = new StoryHome();
                Disk data = new Disk(home, "data", "24m")) {
            keepHistory(home);
            Path filler = data.folder().resolve("filler");
            assertTrue(home.run("dd", "if=/dev/zero", "of=" + filler, "bs=4k")
                    .out()
                    .contains("No space left"));
            tellsOfTheTimeWithout(home, filler);
            home.stop();
        }
    }

    private static void keepHistory(StoryHome home) throws IOException {
        home.write("config/com.nae.health.cfg", "health_check_interval = 1s", "watch_interval = 500ms");
        home.write("config/com.nae.history.cfg", "flush_interval = 500ms");
        home.process("calm", "command = sleep 1000", "modes = live").up("live");
        Await.until(
                "samples are written",
                () -> !home.json("history", "calm", "--samples")
                        .getAsJsonArray()
                        .isEmpty());
    }

    private static void tellsOfTheTimeWithout(StoryHome home, Path filler) throws IOException {
        Await.until(
                "it is said in the health of the whole",
                () -> home.ask("health").out().contains("the history is not written: "));
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
                "that time is told of", () -> home.ask("history", "calm").out().contains("restart 1"));
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

    private static final String DAMAGED =
            ".* ERROR .*nae.db is damaged .*; it is kept as nae.db.damaged-\\d+" + " and a new file is started";

    @Test
    void aHistoryThatIsDamagedAtTheStartIsMovedAsideAndReplaced() throws Exception {
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
            assertTrue(home.serviceLog().lines().anyMatch(line -> line.matches(DAMAGED)), home::serviceLog);
            try (Stream<Path> files = Files.list(home.path("data"))) {
                Path aside = files.filter(file -> file.getFileName().toString().startsWith("nae.db.damaged-"))
                        .findFirst()
                        .orElseThrow();
                assertTrue(Files.readString(aside).startsWith("this is no database"));
            }
        }
    }
}
