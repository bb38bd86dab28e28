package com.nae.health.level;

import static com.nae.health.level.RuleFixture.ID;
import static com.nae.health.level.RuleFixture.NOW;
import static com.nae.health.level.RuleFixture.THRESHOLDS;
import static com.nae.health.level.RuleFixture.status;
import static com.nae.health.level.RuleFixture.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.api.health.ResourceSample;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessState;
import com.nae.health.DefinitionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SampleRulesTest {
    private static Optional<ResourceSample> sample(
            OptionalLong memory, OptionalDouble cpu, OptionalDouble errors, Duration silent) {
        return Optional.of(new ResourceSample(
                ID,
                NOW,
                cpu,
                memory,
                OptionalLong.of(5),
                OptionalLong.of(1),
                1,
                Duration.ofHours(1),
                0,
                errors,
                Optional.of(NOW.minus(silent)),
                OptionalDouble.empty()));
    }

    private static List<String> sampleFindings(
            Optional<ResourceSample> sample, ProcessDefinition definition, Duration up) {
        return text(SampleRules.findings(
                new InstanceSnapshot(
                        NOW,
                        status(ProcessState.RUNNING, up, true, null),
                        Optional.of(definition),
                        sample,
                        0,
                        Instant.MIN),
                THRESHOLDS));
    }

    @Test
    void measurementsAreComparedWithTheirThresholds() {
        ProcessDefinition limited = DefinitionBuilder.of("trader")
                .limits(100 << 20, 50, Duration.ofMinutes(1))
                .build();
        var small = sample(OptionalLong.of(80 << 20), OptionalDouble.of(10), OptionalDouble.of(10), Duration.ZERO);
        assertEquals(List.of(), sampleFindings(small, limited, Duration.ofHours(1)));
        var large =
                sample(OptionalLong.of(95 << 20), OptionalDouble.of(80), OptionalDouble.of(14), Duration.ofMinutes(2));
        assertEquals(
                List.of(
                        "DEGRADED error rate 14/h above 10/h",
                        "DEGRADED memory 95M near its limit of 100M",
                        "UNHEALTHY CPU 80% above its limit of 50%",
                        "DEGRADED no output for 2 min, longer than 60 s"),
                sampleFindings(large, limited, Duration.ofHours(1)));
        assertEquals(
                List.of("UNHEALTHY error rate 60/h above 10/h"),
                sampleFindings(
                        sample(OptionalLong.empty(), OptionalDouble.empty(), OptionalDouble.of(60), Duration.ZERO),
                        limited,
                        Duration.ofHours(1)));
    }

    @Test
    void nothingIsMeasuredDuringTheGracePeriodAfterAStart() {
        assertEquals(
                List.of(),
                sampleFindings(
                        sample(OptionalLong.empty(), OptionalDouble.empty(), OptionalDouble.of(60), Duration.ZERO),
                        DefinitionBuilder.of("trader").build(),
                        Duration.ofSeconds(29)));
    }

    @Test
    void silenceBeforeTheStartDoesNotCount() {
        ProcessDefinition limited = DefinitionBuilder.of("trader")
                .limits(0, 0, Duration.ofMinutes(10))
                .build();
        assertEquals(
                List.of(),
                sampleFindings(
                        sample(
                                OptionalLong.empty(),
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                Duration.ofDays(1)),
                        limited,
                        Duration.ofMinutes(1)));
    }
}
