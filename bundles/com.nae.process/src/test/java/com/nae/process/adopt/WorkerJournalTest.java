package com.nae.process.adopt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.process.ExitStatus;
import com.nae.api.process.InstanceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerJournalTest {
    private static final InstanceId TRADER = InstanceId.parse("trader@live");
    private static final InstanceId FEED = InstanceId.parse("feed:2@sandbox");

    private static final ExitStatus EXIT =
            new ExitStatus(OptionalInt.of(3), OptionalInt.empty(), Instant.ofEpochMilli(12));

    @TempDir
    Path folder;

    private WorkerJournal open() throws IOException {
        return new WorkerJournal(folder.resolve("j"));
    }

    private void fill() throws IOException {
        try (WorkerJournal j = open()) {
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
            try (WorkerJournal j = open()) {
                assertEquals(
                        new WorkerRecord("mark", 42, 99, "boot", 7, 3, false, false, Optional.empty(), UsedBudget.NONE),
                        j.record(TRADER));
                assertEquals(
                        new WorkerRecord("other", 0, 0, "", 8, 0, true, false, Optional.empty(), UsedBudget.NONE),
                        j.record(FEED));
            }
        }
    }

    @Test
    void anEndAndAFreshStartAreKept() throws IOException {
        fill();
        try (WorkerJournal j = open()) {
            j.ended(TRADER, EXIT);
            j.forgetStarts(FEED);
        }
        for (int i = 0; i < 3; i++) {
            try (WorkerJournal j = open()) {
                assertEquals(
                        new WorkerRecord("mark", 0, 0, "boot", 7, 3, false, true, Optional.of(EXIT), UsedBudget.NONE),
                        j.record(TRADER));
                assertEquals(0, j.record(FEED).restarts());
                assertTrue(j.record(FEED).stopped());
            }
        }
    }

    @Test
    void aRestartBudgetIsKeptOverStartsAndIsBounded() throws IOException {
        UsedBudget used = new UsedBudget(List.of(5L, 9L), 2, 1, 1, true);
        fill();
        try (WorkerJournal j = open()) {
            j.budget(TRADER, used);
            j.ended(TRADER, EXIT);
            j.spawning(TRADER, "next", 20, 4);
            j.budget(FEED, new UsedBudget(Collections.nCopies(5000, 3L), 0, 0, 0, false));
        }
        for (int i = 0; i < 3; i++) {
            try (WorkerJournal j = open()) {
                assertEquals(used, j.record(TRADER).budget());
                assertEquals(1000, j.record(FEED).budget().times().size());
            }
        }
        try (WorkerJournal j = open()) {
            long size = Files.size(folder.resolve("j"));
            j.budget(TRADER, used);
            assertEquals(size, Files.size(folder.resolve("j")), "what is known already is not written again");
            j.forgetStarts(TRADER);
            assertEquals(UsedBudget.NONE, j.record(TRADER).budget());
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
        try (WorkerJournal j = open()) {
            int pid = j.record(TRADER).pid();
            assertTrue(pid == 0 || pid == 42);
        }
    }
}
