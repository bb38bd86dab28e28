package com.nae.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final AtomicInteger rounds = new AtomicInteger();

    @Test
    void aRoundThatFailsDoesNotEndTheRounds() throws Exception {
        CountDownLatch third = new CountDownLatch(3);
        try (Pace pace = new Pace(() -> {
            third.countDown();
            throw new IllegalStateException("broken");
        })) {
            pace.every(Duration.ofMillis(1));
            assertTrue(third.await(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void aBurstOfNewIssuesBringsOneRound() throws Exception {
        CountDownLatch round = new CountDownLatch(1);
        try (Pace pace = new Pace(() -> {
            rounds.incrementAndGet();
            round.countDown();
        })) {
            for (int i = 0; i < 1000; i++) {
                pace.soon();
            }
            assertTrue(round.await(30, TimeUnit.SECONDS));
            CountDownLatch behind = new CountDownLatch(1);
            pace.run(behind::countDown);
            assertTrue(behind.await(30, TimeUnit.SECONDS));
            assertEquals(1, rounds.get());
        }
    }

    @Test
    void whatComesAfterTheEndIsPassedOver() {
        Pace pace = new Pace(rounds::incrementAndGet);
        pace.close();
        pace.run(rounds::incrementAndGet);
        pace.soon();
        assertEquals(0, rounds.get());
    }
}
