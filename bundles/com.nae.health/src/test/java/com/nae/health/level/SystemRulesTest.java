package com.nae.health.level;

import static com.nae.health.level.RuleFixture.NOW;
import static com.nae.health.level.RuleFixture.THRESHOLDS;
import static com.nae.health.level.RuleFixture.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.api.health.SystemSample;
import com.nae.api.health.SystemSample.Space;
import com.nae.api.health.SystemSample.Use;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SystemRulesTest {
    @Test
    void useAboveAThresholdIsAFindingAndUnknownUseIsNone() {
        SystemSample.Runtime runtime = new SystemSample.Runtime(
                Use.of(10, 64),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Duration.ofSeconds(7));
        SystemSample sample = new SystemSample(
                NOW,
                OptionalDouble.empty(),
                2,
                OptionalDouble.empty(),
                Use.unknown(),
                Use.unknown(),
                List.of(
                        new Space("logs", Use.of(96, 100), Use.of(100, 100)),
                        new Space("data", Use.unknown(), Use.unknown())),
                Use.unknown(),
                runtime);
        assertEquals(
                List.of(
                        "DEGRADED disk of logs/ 96% used",
                        "UNHEALTHY inodes of logs/ 100% used", "DEGRADED the runtime lags by 7 s"),
                text(SystemRules.findings(sample, THRESHOLDS)));
    }
}
