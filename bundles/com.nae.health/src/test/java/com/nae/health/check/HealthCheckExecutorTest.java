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
import org.junit.jupiter.api.Test;

class HealthCheckExecutorTest {
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(20);

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
        try (HealthCheckExecutor checks = new HealthCheckExecutor(MOMENT)) {
            checks.add(check("hangs", () -> {
                calls.incrementAndGet();
                try {
                    back.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
                return List.of(Finding.of("hangs", HealthLevel.DEGRADED, "late"));
            }));
            checks.add(check("well", () -> List.of(Finding.of("well", HealthLevel.DEGRADED, "counts"))));
            for (int i = 0; i < 3; i++) {
                List<Finding> found =
                        checks.runAll(List.of(), Set.of(), Duration.ZERO).overall();
                assertTrue(found.contains(Finding.of("well", HealthLevel.DEGRADED, "counts")));
                assertTrue(found.contains(Finding.unknown("hangs", "has not come back within 0.0 s")));
            }
            assertEquals(1, calls.get());
            back.countDown();
            Finding late = Finding.of("hangs", HealthLevel.DEGRADED, "late");
            for (int i = 0;
                    i < 50
                            && !checks.runAll(List.of(), Set.of(), LONG)
                                    .overall()
                                    .contains(late);
                    i++) {
                assertTrue(i < 49, "it counts again");
            }
        }
    }

    @Test
    void oneWithMissingClassesIsUnknown() {
        try (HealthCheckExecutor checks = new HealthCheckExecutor(MOMENT)) {
            checks.add(check("old", () -> {
                throw new NoClassDefFoundError("gone/Away");
            }));
            assertEquals(
                    List.of(Finding.unknown("old", "java.lang.NoClassDefFoundError: gone/Away")),
                    checks.runAll(List.of(), Set.of(), LONG).overall());
        }
    }

    @Test
    void whatACheckFoundIsNeitherBetterNorWorseWhileItCannotTell() {
        InstanceId trader = InstanceId.parse("trader@live");
        AtomicInteger calls = new AtomicInteger();
        try (HealthCheckExecutor checks = new HealthCheckExecutor(LONG)) {
            checks.add(new HealthCheck() {
                @Override
                public String name() {
                    return "queue";
                }

                @Override
                public List<Finding> of(InstanceId instance) {
                    if (calls.incrementAndGet() > 1) {
                        throw new IllegalStateException("no connection");
                    }
                    return List.of(Finding.of("orders", HealthLevel.UNHEALTHY, "12 wait"));
                }
            });
            assertEquals(
                    HealthLevel.UNHEALTHY,
                    checks.runAll(List.of(trader), Set.of(trader), LONG)
                            .of(trader)
                            .get(0)
                            .level()
                            .orElseThrow());
            HealthCheckExecutor.Results found = checks.runAll(List.of(trader), Set.of(trader), LONG);
            assertEquals(
                    List.of(Finding.unknown("orders", "java.lang.IllegalStateException: no connection")),
                    found.of(trader));
            assertEquals(
                    List.of(Finding.unknown("queue", "java.lang.IllegalStateException: no connection")),
                    found.overall());
        }
    }
}
