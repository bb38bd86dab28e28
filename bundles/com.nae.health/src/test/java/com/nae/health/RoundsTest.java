package com.nae.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.config.Settings;
import com.nae.api.health.HealthListener;
import com.nae.api.health.HealthReport;
import com.nae.api.health.Level;
import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.State;
import com.nae.health.sample.FakeTable;
import com.nae.health.sample.Sampler;
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

class RoundsTest {
    @TempDir
    Path home;

    @Test
    void aRoundThatFailsIsTriedAgainAtItsTimeAndNotAllTheTime() throws Exception {
        FakeProcesses processes = new FakeProcesses();
        processes.put("trader@live", State.RUNNING, 20, Instant.now());
        FakeTable table = new FakeTable();
        table.put(20, 1, 50, 0);
        LinkedBlockingQueue<Long> tries = new LinkedBlockingQueue<>();
        Consumer<Consumer<HealthListener>> listeners = what -> {
            tries.add(System.nanoTime());
            throw new IllegalStateException("a bad day");
        };
        Config config = Config.of(new Settings(Map.of("health_check_interval", "2s")));
        try (Checks checks = new Checks(Duration.ofSeconds(5))) {
            Ward ward = new Ward(processes, new Sampler(table, Optional::empty, id -> OptionalDouble.empty(), home), checks,
                    new Acts(processes, Optional::empty, Optional::empty), Set.of(Mode.LIVE), listeners, config);
            try (Rounds rounds = new Rounds(ward, new Watchman(new Home(home, "live"), listeners), config)) {
                rounds.begin();
                long[] at = new long[5];
                for (int i = 0; i < at.length; i++) {
                    at[i] = tries.poll(20, TimeUnit.SECONDS);
                }
                assertTrue(at[4] - at[1] > Duration.ofSeconds(3).toNanos(), "not all the time, also when the machine is due");
            }
        }
    }

    @Test
    void everyChangeOfABurstFromManyInstancesIsHeard() throws Exception {
        int many = 300;
        FakeProcesses processes = new FakeProcesses();
        LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Consumer<Consumer<HealthListener>> listeners = what -> what.accept(new HealthListener() {
            @Override
            public void changed(InstanceId instance, HealthReport before, HealthReport now) {
                heard.add(instance + " " + now.level());
            }
        });
        Config config = Config.of(new Settings(Map.of()));
        for (int i = 0; i < many; i++) {
            processes.put("p" + i + "@live", State.FATAL, 0, Instant.now());
        }
        try (Checks checks = new Checks(Duration.ofSeconds(5))) {
            Ward ward = new Ward(processes, new Sampler(new FakeTable(), Optional::empty, id -> OptionalDouble.empty(), home), checks, new Acts(processes, Optional::empty, Optional::empty), Set.of(Mode.LIVE), listeners, config);
            try (Rounds rounds = new Rounds(ward, new Watchman(new Home(home, "live"), listeners), config)) {
                for (int i = 0; i < many; i++) {
                    rounds.changed(InstanceId.parse("p" + i + "@live"), false);
                    if (i % 10 == 0) {
                        Thread.yield();
                    }
                }
                for (int i = 0; i < many; i++) {
                    assertEquals(true, String.valueOf(heard.poll(20, TimeUnit.SECONDS)).endsWith(" " + Level.UNHEALTHY), () -> heard.size() + " heard");
                }
            }
        }
    }
}
