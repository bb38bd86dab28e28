package com.nae.health.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthCheck;
import com.nae.api.health.HealthLevel;
import com.nae.api.process.InstanceId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class HealthCheckExecutorTest {
    private static final Duration SHORT_WAIT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final InstanceId TRADER = InstanceId.parse("trader@live");

    private static HealthCheck check(String name, Supplier<List<Finding>> overall) {
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

    /** A check that returns at the first call only when it is released. */
    private static HealthCheck hangingCheck(CountDownLatch release, AtomicInteger calls) {
        return check("hangs", () -> {
            calls.incrementAndGet();
            try {
                release.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            return List.of(Finding.of("hangs", HealthLevel.DEGRADED, "late"));
        });
    }

    private static List<Finding> overall(HealthCheckExecutor checks, Duration limit) {
        return checks.runAll(List.of(), Set.of(), limit).overall();
    }

    @Test
    void aHangingCheckIsUnknownAndNotCalledAgainBeforeItReturnsWhileOthersCount() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        try (HealthCheckExecutor checks = new HealthCheckExecutor(SHORT_WAIT)) {
            checks.add(hangingCheck(release, calls));
            checks.add(check("well", () -> List.of(Finding.of("well", HealthLevel.DEGRADED, "counts"))));
            for (int i = 0; i < 3; i++) {
                List<Finding> found = overall(checks, Duration.ZERO);
                assertTrue(found.contains(Finding.of("well", HealthLevel.DEGRADED, "counts")));
                assertTrue(found.contains(Finding.unknown("hangs", "did not return within 0.0 s")));
            }
            assertEquals(1, calls.get());
            release.countDown();
            Finding late = Finding.of("hangs", HealthLevel.DEGRADED, "late");
            for (int i = 0; i < 50 && !overall(checks, LONG).contains(late); i++) {
                assertTrue(i < 49, "it counts again");
            }
        }
    }

    @Test
    void aCheckWithMissingClassesIsUnknown() {
        try (HealthCheckExecutor checks = new HealthCheckExecutor(SHORT_WAIT)) {
            checks.add(check("old", () -> {
                throw new NoClassDefFoundError("gone/Away");
            }));
            assertEquals(
                    List.of(Finding.unknown("old", "java.lang.NoClassDefFoundError: gone/Away")),
                    overall(checks, LONG));
        }
    }

    /** A check that finds a problem at the first call and throws at later ones. */
    private static final class FailingQueueCheck implements HealthCheck {
        private boolean called;

        @Override
        public String name() {
            return "queue";
        }

        @Override
        public List<Finding> of(InstanceId instance) {
            if (called) {
                throw new IllegalStateException("no connection");
            }
            called = true;
            return List.of(Finding.of("orders", HealthLevel.UNHEALTHY, "12 wait"));
        }
    }

    @Test
    void theFindingsOfACheckThatFailsAreUnknownNeitherBetterNorWorse() {
        try (HealthCheckExecutor checks = new HealthCheckExecutor(LONG)) {
            checks.add(new FailingQueueCheck());
            HealthCheckExecutor.Results first = checks.runAll(List.of(TRADER), Set.of(TRADER), LONG);
            assertEquals(HealthLevel.UNHEALTHY, first.of(TRADER).get(0).level().orElseThrow());
            HealthCheckExecutor.Results second = checks.runAll(List.of(TRADER), Set.of(TRADER), LONG);
            String reason = "java.lang.IllegalStateException: no connection";
            assertEquals(List.of(Finding.unknown("orders", reason)), second.of(TRADER));
            assertEquals(List.of(Finding.unknown("queue", reason)), second.overall());
        }
    }
}
