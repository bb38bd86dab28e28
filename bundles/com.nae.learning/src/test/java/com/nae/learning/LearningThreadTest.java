package com.nae.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LearningThreadTest {
    private final AtomicInteger rounds = new AtomicInteger();

    @Test
    void aRoundThatFailsDoesNotEndTheRounds() throws Exception {
        CountDownLatch third = new CountDownLatch(3);
        try (LearningThread pace = new LearningThread(() -> {
            third.countDown();
            throw new IllegalStateException("broken");
        })) {
            pace.runEvery(Duration.ofMillis(1));
            assertTrue(third.await(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void aBurstOfNewIssuesBringsOneRound() throws Exception {
        CountDownLatch round = new CountDownLatch(1);
        try (LearningThread pace = new LearningThread(() -> {
            rounds.incrementAndGet();
            round.countDown();
        })) {
            for (int i = 0; i < 1000; i++) {
                pace.runSoon();
            }
            assertTrue(round.await(30, TimeUnit.SECONDS));
            CountDownLatch behind = new CountDownLatch(1);
            pace.execute(behind::countDown);
            assertTrue(behind.await(30, TimeUnit.SECONDS));
            assertEquals(1, rounds.get());
        }
    }

    @Test
    void aTaskAfterTheEndIsSkipped() {
        LearningThread pace = new LearningThread(rounds::incrementAndGet);
        pace.close();
        pace.execute(rounds::incrementAndGet);
        pace.runSoon();
        assertEquals(0, rounds.get());
    }
}
