package com.nae.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorLoopTest {
    @TempDir
    Path home;

    @Test
    void aRoundThatFailsIsTriedAgainAtItsTimeAndNotAllTheTime() throws Exception {
        FakeProcessManager processes = new FakeProcessManager();
        processes.put("trader@live", ProcessState.RUNNING, 20, Instant.now());
        FakeProcessTable table = new FakeProcessTable();
        table.put(20, 1, 50, 0);
        LinkedBlockingQueue<Long> tries = new LinkedBlockingQueue<>();
        Consumer<Consumer<HealthListener>> listeners = what -> {
            tries.add(System.nanoTime());
            throw new IllegalStateException("a bad day");
        };
        Config config = Config.of(new Settings(Map.of("health_check_interval", "2s")));
        try (HealthCheckExecutor checks = new HealthCheckExecutor(Duration.ofSeconds(5))) {
            InstanceMonitors ward = new InstanceMonitors(
                    processes,
                    new InstanceSampler(table, Optional::empty, id -> OptionalDouble.empty(), home),
                    checks,
                    new RecoveryActions(processes, Optional::empty, Optional::empty),
                    Set.of(Mode.LIVE),
                    listeners,
                    config);
            try (MonitorLoop rounds =
                    new MonitorLoop(ward, new SystemMonitor(new Home(home, "live"), listeners), config)) {
                rounds.start();
                long[] at = new long[5];
                for (int i = 0; i < at.length; i++) {
                    at[i] = tries.poll(20, TimeUnit.SECONDS);
                }
                assertTrue(
                        at[4] - at[1] > Duration.ofSeconds(3).toNanos(),
                        "not all the time, also when the machine is due");
            }
        }
    }

    @Test
    void everyChangeOfABurstFromManyInstancesIsHeard() throws Exception {
        int many = 300;
        FakeProcessManager processes = new FakeProcessManager();
        LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Consumer<Consumer<HealthListener>> listeners = what -> what.accept(new HealthListener() {
            @Override
            public void changed(InstanceId instance, HealthReport before, HealthReport now) {
                heard.add(instance + " " + now.level());
            }
        });
        Config config = Config.of(new Settings(Map.of()));
        for (int i = 0; i < many; i++) {
            processes.put("p" + i + "@live", ProcessState.FATAL, 0, Instant.now());
        }
        try (HealthCheckExecutor checks = new HealthCheckExecutor(Duration.ofSeconds(5))) {
            InstanceMonitors ward = new InstanceMonitors(
                    processes,
                    new InstanceSampler(new FakeProcessTable(), Optional::empty, id -> OptionalDouble.empty(), home),
                    checks,
                    new RecoveryActions(processes, Optional::empty, Optional::empty),
                    Set.of(Mode.LIVE),
                    listeners,
                    config);
            try (MonitorLoop rounds =
                    new MonitorLoop(ward, new SystemMonitor(new Home(home, "live"), listeners), config)) {
                for (int i = 0; i < many; i++) {
                    rounds.changed(InstanceId.parse("p" + i + "@live"), false);
                    if (i % 10 == 0) {
                        Thread.yield();
                    }
                }
                for (int i = 0; i < many; i++) {
                    assertEquals(
                            true,
                            String.valueOf(heard.poll(20, TimeUnit.SECONDS)).endsWith(" " + HealthLevel.UNHEALTHY),
                            () -> heard.size() + " heard");
                }
            }
        }
    }
}
