package com.nae.health;

import com.nae.api.config.Settings;
import com.nae.api.healing.ChangeLog;
import com.nae.api.health.HealthListener;
import com.nae.api.health.HealthReport;
import com.nae.api.health.ResourceSample;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Condition;
import com.nae.api.process.ProcessDefinition.Dependency;
import com.nae.api.process.ProcessState;
import com.nae.health.check.HealthCheckExecutor;
import com.nae.health.sample.FakeProcessTable;
import com.nae.health.sample.InstanceSampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two running instances with a limit and a dependency, whose clock, processes and samples a test sets. */
class InstanceMonitorsFixture {
    static final InstanceId TRADER = InstanceId.parse("trader@live");
    static final InstanceId FEED = InstanceId.parse("feed@live");
    final FakeProcessManager processes = new FakeProcessManager();
    final FakeProcessTable table = new FakeProcessTable();
    final HealthCheckExecutor checks = new HealthCheckExecutor(Duration.ofSeconds(5));
    final List<String> events = new ArrayList<>();
    final List<String> log = new ArrayList<>();
    final FakeIssueTracker tracker = new FakeIssueTracker();

    @TempDir
    static Path logs;

    @TempDir
    Path data;

    InstanceMonitors monitors;

    Instant now = Instant.parse("2026-01-01T12:00:00Z");

    ChangeLog changeLog() {
        return entry -> log.add(entry.event().word() + " " + entry.remedy().reason());
    }

    HealthListener listener() {
        return new HealthListener() {
            @Override
            public void changed(InstanceId instance, HealthReport before, HealthReport after) {
                events.add(instance + " " + before.level() + " > " + after.level());
            }

            @Override
            public void sampled(List<ResourceSample> samples) {
                events.add("sampled " + samples.size());
            }
        };
    }

    static Config config(String interval) {
        return Config.of(new Settings(Map.of("health_check_interval", interval, "grace", "0s")));
    }

    /** What the next runtime, or the next version of the bundle, begins with. */
    void renew() {
        monitors = new InstanceMonitors(
                new InstanceMonitors.Sources(
                        processes.roles(),
                        new InstanceSampler(table, Optional::empty, id -> OptionalDouble.empty(), logs),
                        checks),
                new RecoveryActions(
                        processes.roles(),
                        () -> Optional.of(changeLog()),
                        () -> Optional.of(tracker),
                        new SlowRetries(data.resolve("slow-retries"))),
                new ReportPublisher(Set.of(Mode.LIVE), action -> action.accept(listener())),
                config("30s"));
    }

    @BeforeEach
    void startBoth() {
        renew();
        processes.define(DefinitionBuilder.of("feed").build());
        processes.define(DefinitionBuilder.of("trader")
                .limits(100, 0, Duration.ZERO)
                .dependsOn(new Dependency("feed", Condition.STARTED))
                .build());
        processes.put("feed@live", ProcessState.RUNNING, 10, now);
        processes.put("trader@live", ProcessState.RUNNING, 20, now);
        table.put(10, 1, 50, 0);
        table.put(20, 1, 50, 0);
    }

    @AfterEach
    void close() {
        checks.close();
    }

    void runRounds(int count) {
        for (int i = 0; i < count; i++) {
            Instant due = monitors.checkDue(now);
            now = due.isAfter(now) ? due : now.plusSeconds(1);
        }
    }

    HealthReport report(InstanceId id) {
        return monitors.find(id).orElseThrow().report();
    }

    void printedAt(Instant at) throws IOException {
        Files.writeString(logs.resolve("feed.live.log"), processes.output);
        Files.setLastModifiedTime(logs.resolve("feed.live.log"), FileTime.from(at));
    }
}
