package com.nae.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.process.ProcessState;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A program that leaks: a minute after each start it is above its {@code memory_limit}. */
class SlowRetriesTest extends InstanceMonitorsFixture {
    private static final Duration LEAKS_AFTER = Duration.ofMinutes(1);
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final List<Instant> restarts = new ArrayList<>();
    private Instant start;
    private Instant budgetRenewed;
    private int escalations;

    /** The most favourable budget there can be: three units every window, whatever was spent. */
    private void runUntil(Instant end) {
        start = start == null ? now : start;
        budgetRenewed = budgetRenewed == null ? now : budgetRenewed;
        while (now.isBefore(end)) {
            if (!budgetRenewed.plus(WINDOW).isAfter(now)) {
                budgetRenewed = now;
                processes.budget = 3;
            }
            table.put(20, 1, now.isBefore(start.plus(LEAKS_AFTER)) ? 50 : 500, 0);
            runRounds(1);
            takeCalls();
        }
    }

    private void takeCalls() {
        for (String call : processes.calls) {
            if (call.startsWith("restart ")) {
                restarts.add(now);
                start = now;
                processes.put("trader@live", ProcessState.RUNNING, 20, now);
            } else {
                escalations++;
            }
        }
        processes.calls.clear();
    }

    @Test
    void aLimitIsEnforcedForEverSlowerAndSlowerAndEscalatedOnce() {
        processes.budget = 3;
        Instant end = now.plus(Duration.ofHours(24));
        runUntil(end);
        assertEquals(1, escalations, "the operator is notified once");
        assertTrue(restarts.size() >= 24 && restarts.size() <= 32, restarts.size() + " restarts in 24 h");
        for (int i = 4; i < restarts.size(); i++) {
            Duration pause = Duration.between(restarts.get(i - 1), restarts.get(i));
            Duration before = Duration.between(restarts.get(i - 2), restarts.get(i - 1));
            assertTrue(
                    pause.compareTo(Duration.ofMinutes(62)) < 0 && pause.compareTo(before.minusSeconds(60)) > 0,
                    i + ": " + before + ", " + pause);
        }
        assertTrue(Duration.between(restarts.get(restarts.size() - 1), end).toMinutes() <= 62, "and still is");
        assertEquals(
                restarts.size(),
                log.stream().filter(l -> l.startsWith("restarted ")).count(),
                "each is recorded");
        assertEquals(1, log.stream().filter(l -> l.startsWith("suggested ")).count());
    }

    @Test
    void theNextRuntimeNeitherRestartsSoonerNorEscalatesAgain() {
        processes.budget = 3;
        runUntil(now.plus(Duration.ofHours(4)));
        int before = restarts.size();
        for (int i = 0; i < 6; i++) {
            renew();
            runUntil(now.plus(Duration.ofMinutes(10)));
        }
        assertEquals(1, escalations);
        assertEquals(before + 1, restarts.size());
    }

    @Test
    void aProgramThatKeepsToItsLimitForItsRestartWindowGetsItsBudgetBack() {
        processes.budget = 3;
        runUntil(now.plus(Duration.ofHours(2)));
        table.put(20, 1, 50, 0);
        runRounds(30);
        processes.budget = 3;
        table.put(20, 1, 500, 0);
        runRounds(8);
        assertEquals("restart trader@live: memory 500B above its limit of 100B for 3 checks", processes.calls.get(0));
    }

    @Test
    void aClockThatIsSetBackDelaysTheNextRestartByOnePauseAtMost() {
        SlowRetries retries = new SlowRetries(data.resolve("r"));
        retries.begin(TRADER, now);
        Instant back = now.minus(Duration.ofDays(1));
        assertFalse(retries.take(TRADER, back));
        assertTrue(retries.take(TRADER, back.plus(SlowRetries.FIRST_PAUSE)));
    }

    @Test
    void aDamagedFileIsPassedOver() throws IOException {
        Files.writeString(data.resolve("r"), "trader@live 1 x\n\0\nfeed@live 300000 5\n");
        SlowRetries retries = new SlowRetries(data.resolve("r"));
        assertTrue(retries.contains(FEED));
        assertFalse(retries.contains(TRADER));
        retries.forget(FEED);
        assertFalse(new SlowRetries(data.resolve("r")).contains(FEED));
    }
}
