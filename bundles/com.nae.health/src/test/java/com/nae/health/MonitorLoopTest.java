package com.nae.health;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.config.Settings;
import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthListener;
import com.nae.api.health.HealthReport;
import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessState;
import com.nae.health.check.HealthCheckExecutor;
import com.nae.health.sample.FakeProcessTable;
import com.nae.health.sample.InstanceSampler;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorLoopTest {
    @TempDir
    Path home;

    private final FakeProcessManager processes = new FakeProcessManager();
    private final FakeProcessTable table = new FakeProcessTable();
    private final HealthCheckExecutor checks = new HealthCheckExecutor(Duration.ofSeconds(5));

    @AfterEach
    void close() {
        checks.close();
    }

    private MonitorLoop loop(Config config, Consumer<Consumer<HealthListener>> listeners) {
        InstanceMonitors monitors = new InstanceMonitors(
                new InstanceMonitors.Sources(
                        processes.roles(),
                        new InstanceSampler(table, Optional::empty, id -> OptionalDouble.empty(), home),
                        checks),
                new RecoveryActions(
                        processes.roles(),
                        Optional::empty,
                        Optional::empty,
                        new SlowRetries(home.resolve("slow-retries"))),
                new ReportPublisher(Set.of(Mode.LIVE), listeners),
                config);
        return new MonitorLoop(monitors, new SystemMonitor(new Home(home, "live"), listeners), config);
    }

    @Test
    void aRoundThatFailsIsRetriedAtItsRegularTimeAndNotAtOnce() throws Exception {
        processes.put("trader@live", ProcessState.RUNNING, 20, Instant.now());
        table.put(20, 1, 50, 0);
        LinkedBlockingQueue<Long> attempts = new LinkedBlockingQueue<>();
        Consumer<Consumer<HealthListener>> failing = action -> {
            attempts.add(System.nanoTime());
            throw new IllegalStateException("a listener failed");
        };
        Config config = Config.of(new Settings(Map.of("health_check_interval", "2s")));
        try (MonitorLoop loop = loop(config, failing)) {
            loop.start();
            long[] at = new long[5];
            for (int i = 0; i < at.length; i++) {
                at[i] = attempts.poll(20, TimeUnit.SECONDS);
            }
            assertTrue(at[4] - at[1] > Duration.ofSeconds(3).toNanos(), "also when the machine is due");
        }
    }

    @Test
    void noChangeInABurstFromManyInstancesIsLost() throws Exception {
        int many = 300;
        LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
        HealthListener listener = new HealthListener() {
            @Override
            public void changed(InstanceId instance, HealthReport before, HealthReport now) {
                events.add(instance + " " + now.level());
            }
        };
        for (int i = 0; i < many; i++) {
            processes.put("p" + i + "@live", ProcessState.FATAL, 0, Instant.now());
        }
        try (MonitorLoop loop = loop(Config.of(new Settings(Map.of())), action -> action.accept(listener))) {
            for (int i = 0; i < many; i++) {
                loop.changed(InstanceId.parse("p" + i + "@live"), false);
                if (i % 10 == 0) {
                    Thread.yield();
                }
            }
            for (int i = 0; i < many; i++) {
                String event = String.valueOf(events.poll(20, TimeUnit.SECONDS));
                assertTrue(event.endsWith(" " + HealthLevel.UNHEALTHY), event);
            }
        }
    }
}
