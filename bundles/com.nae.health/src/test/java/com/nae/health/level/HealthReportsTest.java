package com.nae.health.level;

import static com.nae.health.level.RuleFixture.ID;
import static com.nae.health.level.RuleFixture.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthReport;
import com.nae.api.process.InstanceId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HealthReportsTest {
    @Test
    void reasonsAreListedWorstFirstUnderTheNamesOfTheirParts() {
        Map<InstanceId, HealthReport> parts = new TreeMap<>(Map.of(
                InstanceId.parse("a@live"),
                new HealthReport(HealthLevel.DEGRADED, List.of("slow"), NOW),
                ID,
                new HealthReport(HealthLevel.CRITICAL, List.of("down"), NOW)));
        HealthReport whole =
                HealthReports.of(parts, List.of(Finding.of("disk", HealthLevel.UNHEALTHY, "disk full")), NOW);
        assertEquals(HealthLevel.CRITICAL, whole.level());
        assertEquals(List.of("trader@live: down", "disk full", "a@live: slow"), whole.reasons());
        assertEquals(
                HealthLevel.CRITICAL,
                HealthReports.raiseToCritical(new HealthReport(HealthLevel.UNHEALTHY, List.of(), NOW))
                        .level());
        assertEquals(
                HealthLevel.DEGRADED,
                HealthReports.raiseToCritical(new HealthReport(HealthLevel.DEGRADED, List.of(), NOW))
                        .level());
    }
}
