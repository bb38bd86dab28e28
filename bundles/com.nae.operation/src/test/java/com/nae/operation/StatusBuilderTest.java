package com.nae.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.nae.api.config.ConfigurationFiles;
import com.nae.api.config.Refusal;
import com.nae.api.config.RefusalSource;
import com.nae.api.healing.HealingCoordinator;
import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthMonitor;
import com.nae.api.health.HealthReport;
import com.nae.api.health.ResourceSample;
import com.nae.api.issue.IssueTracker;
import com.nae.api.learning.LearningEngine;
import com.nae.api.learning.PreemptiveRestart;
import com.nae.api.operation.OperationStatus;
import com.nae.api.process.ExitStatus;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatusBuilderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final StatusBuilder.RuntimeInfo RUNTIME =
            new StatusBuilder.RuntimeInfo("dual", "1.0.0", 99, NOW.minusSeconds(90));
    private static final Stages NONE = stages();

    /** The stages with these services; all others are missing. */
    private static Stages stages(Object... services) {
        return new Stages(
                find(ProcessManager.class, services),
                find(HealthMonitor.class, services),
                find(IssueTracker.class, services),
                find(HealingCoordinator.class, services),
                find(LearningEngine.class, services),
                find(ConfigurationFiles.class, services),
                find(RefusalSource.class, services).stream().toList());
    }

    private static <T> Optional<T> find(Class<T> type, Object... services) {
        return Stream.of(services).filter(type::isInstance).map(type::cast).findFirst();
    }

    private static <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.get(method.getName())));
    }

    private static ProcessManager processes(ProcessStatus... all) {
        return fake(ProcessManager.class, Map.of("list", List.of(all)));
    }

    private static ProcessStatus running() {
        return new ProcessStatus(
                InstanceId.parse("feed@live"),
                ProcessState.RUNNING,
                "",
                NOW,
                OptionalLong.of(7),
                Optional.of(NOW.minusSeconds(60)),
                2,
                Optional.of(new ExitStatus(OptionalInt.empty(), OptionalInt.of(9), NOW)),
                true,
                true,
                Optional.empty());
    }

    private static ProcessStatus failing() {
        return new ProcessStatus(
                InstanceId.parse("trader@live"),
                ProcessState.FATAL,
                "exit code 1, 3 restarts",
                NOW,
                OptionalLong.empty(),
                Optional.empty(),
                3,
                Optional.empty(),
                false,
                false,
                Optional.empty());
    }

    private static ResourceSample sample() {
        return new ResourceSample(
                InstanceId.parse("feed@live"),
                NOW,
                OptionalDouble.of(1.5),
                OptionalLong.of(2048),
                OptionalLong.empty(),
                OptionalLong.empty(),
                1,
                Duration.ZERO,
                0,
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalDouble.empty());
    }

    private static OperationStatus of(Stages stages) {
        return new StatusBuilder(stages, RUNTIME, NOW).status();
    }

    @Test
    void theStatusIsAvailableWithoutAnyStage() {
        OperationStatus status = of(NONE);
        assertEquals(90, status.uptimeS());
        assertEquals("HEALTHY", status.health());
        assertEquals(
                List.of("the process manager is not available; the programs that it started keep running"),
                status.reasons());
        assertEquals(List.of(), status.processes());
    }

    @Test
    void withoutAHealthMonitorHealthFollowsFromTheStates() {
        OperationStatus status = of(stages(processes(running(), failing())));
        assertEquals("UNHEALTHY", status.health());
        assertEquals(List.of("trader@live FATAL: exit code 1, 3 restarts"), status.reasons());
        OperationStatus.Process feed = status.processes().get(0);
        assertEquals(7, feed.pid());
        assertEquals(60, feed.uptimeS());
        assertEquals(new OperationStatus.LastExit(null, 9, NOW), feed.lastExit());
        assertNull(feed.cpuPercent(), "unknown is not zero");
        OperationStatus.Process trader = status.processes().get(1);
        assertNull(trader.pid());
        assertEquals(0, trader.uptimeS());
        assertEquals("CRITICAL", trader.health());
    }

    @Test
    void everyStageContributesToTheStatus() {
        HealthReport report = new HealthReport(HealthLevel.DEGRADED, List.of("slow"), NOW);
        HealthMonitor monitor =
                fake(HealthMonitor.class, Map.of("overall", report, "of", report, "sample", Optional.of(sample())));
        IssueTracker tracker = fake(IssueTracker.class, Map.of("list", List.of(), "errorsPerHour", 4.0));
        Refusal refusal = new Refusal("x.jar", "", "is no bundle", NOW);
        RefusalSource jars = () -> List.of(refusal);
        LearningEngine learning =
                fake(LearningEngine.class, Map.of("enhancementsApplied", 5, "announcements", List.of()));
        OperationStatus status = of(stages(processes(running()), monitor, tracker, learning, jars));
        assertEquals(5, status.enhancementsApplied());
        assertEquals("DEGRADED", status.health());
        assertEquals(List.of("slow"), status.reasons());
        assertEquals(1.5, status.processes().get(0).cpuPercent());
        assertEquals(2048, status.processes().get(0).memoryBytes());
        assertEquals(4, status.processes().get(0).errorsPerHour());
        assertEquals(List.of(refusal), status.refused());
    }

    @Test
    void plannedRestartsAreReasons() {
        PreemptiveRestart ahead = new PreemptiveRestart(
                InstanceId.parse("trader@live"),
                Instant.parse("2026-11-22T14:00:00.5Z"),
                Instant.parse("2026-11-22T16:00:00Z"),
                "restart before memory runs out: trader@live leaks.",
                "planned");
        LearningEngine learning =
                fake(LearningEngine.class, Map.of("enhancementsApplied", 3, "announcements", List.of(ahead)));
        OperationStatus status = of(stages(processes(running()), learning));
        assertEquals(
                List.of("trader@live: at 2026-11-22T14:00:00Z a restart before memory runs out: "
                        + "trader@live leaks. (planned)"),
                status.reasons());
    }
}
