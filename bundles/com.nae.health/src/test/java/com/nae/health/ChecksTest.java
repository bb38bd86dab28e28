package com.nae.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthCheck;
import com.nae.api.health.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChecksTest {
    private static final Duration SHORT = Duration.ofMillis(100);

    private static HealthCheck check(String name, java.util.function.Supplier<List<Finding>> overall) {
        return new HealthCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<Finding> overall() {
                return overall.get();
            }
        };
    }

    @Test
    void oneThatHangsIsUnknownAndNotCalledAgainUntilItIsBackWhileOthersCount() throws Exception {
        CountDownLatch back = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        try (Checks checks = new Checks()) {
            checks.add(check("hangs", () -> {
                calls.incrementAndGet();
                try {
                    back.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
                return List.of(Finding.of("hangs", Level.DEGRADED, "late"));
            }));
            checks.add(check("well", () -> List.of(Finding.of("well", Level.DEGRADED, "counts"))));
            for (int i = 0; i < 3; i++) {
                List<Finding> found = checks.ask(List.of(), SHORT).overall();
                assertTrue(found.contains(Finding.of("well", Level.DEGRADED, "counts")));
                assertTrue(found.contains(Finding.unknown("hangs", "did not come back in time")));
            }
            assertEquals(1, calls.get());
            back.countDown();
            assertTrue(checks.ask(List.of(), Duration.ofSeconds(20)).overall().contains(Finding.of("hangs", Level.DEGRADED, "late")));
        }
    }

    @Test
    void oneWithMissingClassesIsUnknown() {
        try (Checks checks = new Checks()) {
            checks.add(check("old", () -> {
                throw new NoClassDefFoundError("gone/Away");
            }));
            assertEquals(List.of(Finding.unknown("old", "java.lang.NoClassDefFoundError: gone/Away")), checks.ask(List.of(), Duration.ofSeconds(20)).overall());
        }
    }
}
