package com.nae.process.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.process.Exit;
import com.nae.api.process.InstanceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final InstanceId TRADER = InstanceId.parse("trader@live");
    private static final InstanceId FEED = InstanceId.parse("feed:2@sandbox");

    private static final Exit EXIT = new Exit(OptionalInt.of(3), OptionalInt.empty(), Instant.ofEpochMilli(12));

    @TempDir
    Path folder;

    private Journal open() throws IOException {
        return new Journal(folder.resolve("j"));
    }

    private void fill() throws IOException {
        try (Journal j = open()) {
            j.spawning(TRADER, "mark", 7, 3);
            j.running(TRADER, 42, 99, "boot");
            j.spawning(FEED, "other", 8, 0);
            j.stopped(FEED, true);
        }
    }

    @Test
    void whatWasNotedIsThereAfterARestart() throws IOException {
        fill();
        for (int i = 0; i < 3; i++) {
            try (Journal j = open()) {
                assertEquals(new Journal.Entry("mark", 42, 99, "boot", 7, 3, false, false, Optional.empty()), j.entry(TRADER));
                assertEquals(new Journal.Entry("other", 0, 0, "", 8, 0, true, false, Optional.empty()), j.entry(FEED));
            }
        }
    }

    @Test
    void anEndAndAFreshStartAreKept() throws IOException {
        fill();
        try (Journal j = open()) {
            j.ended(TRADER, EXIT);
            j.fresh(FEED);
        }
        for (int i = 0; i < 3; i++) {
            try (Journal j = open()) {
                assertEquals(new Journal.Entry("mark", 0, 0, "boot", 7, 3, false, true, Optional.of(EXIT)), j.entry(TRADER));
                assertEquals(0, j.entry(FEED).restarts());
                assertTrue(j.entry(FEED).stopped());
            }
        }
    }

    @Test
    void anyTruncationAndAnyDamageLeavesWholeLinesReadableAndNothingMadeUp() throws IOException {
        fill();
        byte[] whole = Files.readAllBytes(folder.resolve("j"));
        Random random = new Random(5);
        for (int cut = 0; cut < whole.length; cut++) {
            Files.write(folder.resolve("j"), java.util.Arrays.copyOf(whole, cut));
            assertSane();
            byte[] damaged = whole.clone();
            damaged[cut] = (byte) random.nextInt(256);
            Files.write(folder.resolve("j"), damaged);
            assertSane();
        }
        Files.write(folder.resolve("j"), new byte[5000]);
        Files.writeString(folder.resolve("j"), "\n\t\tgarbage\nx", StandardOpenOption.APPEND);
        assertSane();
    }

    private void assertSane() throws IOException {
        try (Journal j = open()) {
            int pid = j.entry(TRADER).pid();
            assertTrue(pid == 0 || pid == 42);
        }
    }
}
