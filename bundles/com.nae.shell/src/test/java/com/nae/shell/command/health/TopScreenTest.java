package com.nae.shell.command.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.health.HealthMonitor;
import com.nae.api.health.ResourceSample;
import com.nae.api.operation.OperationStatus;
import com.nae.api.process.InstanceId;
import com.nae.api.shell.Screen;
import com.nae.shell.ShellFakes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TopScreenTest {
    private final OperationStatus.Process strategy = new OperationStatus.Process(
            "strategy",
            "sandbox",
            "strategy-with-long-name@sandbox",
            0,
            "RUNNING",
            "",
            4711L,
            ShellFakes.NOW,
            754_321,
            3,
            null,
            "HEALTHY",
            List.of(),
            100.0,
            1L << 30,
            17,
            false);
    private final HealthMonitor monitor =
            ShellFakes.of(HealthMonitor.class, Map.of("recent", a -> List.of(sample(1, 50, 0), sample(100, 100, 17))));

    private static ResourceSample sample(double cpu, long memory, double errors) {
        return new ResourceSample(
                InstanceId.parse("strategy@sandbox"),
                ShellFakes.NOW,
                OptionalDouble.of(cpu),
                OptionalLong.of(memory),
                OptionalLong.empty(),
                OptionalLong.empty(),
                1,
                Duration.ZERO,
                0,
                OptionalDouble.of(errors),
                Optional.empty(),
                OptionalDouble.empty());
    }

    private List<String> lines(int columns) {
        OperationStatus status = new OperationStatus(
                "dual", "1.0.0", 99, ShellFakes.NOW, 61, "HEALTHY", List.of(), List.of(strategy), 1, 0, 0, List.of());
        return new TopScreen(status, List.of(strategy), Optional.of(monitor), new Screen(columns, 24, true, false))
                .lines();
    }

    @Test
    void cpuMemoryAndErrorsHaveASparklineOfRecentSamples() {
        assertEquals(
                "NAE  up 1m 1s  HEALTHY  1 instance  1 open issue  q quits",
                lines(120).get(0));
        assertTrue(
                lines(120)
                        .get(2)
                        .matches("strategy-with-long-name@sandbox  RUNNING  100.0% ▁█ +1.0G ▅█ +17 ▁█ +8d 17h"),
                lines(120).get(2));
    }

    @Test
    void fitsEightyColumns() {
        assertTrue(
                lines(80).stream().allMatch(line -> line.length() <= 80),
                lines(80).toString());
    }
}
