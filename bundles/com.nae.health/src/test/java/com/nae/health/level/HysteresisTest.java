package com.nae.health.level;

import static com.nae.health.level.RuleFixture.NOW;
import static com.nae.health.level.RuleFixture.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class HysteresisTest {
    @Test
    void aLevelChangesAfterEqualResultsInARowForTheWorseAndForTheBetter() {
        Hysteresis hysteresis = new Hysteresis();
        List<Finding> bad = List.of(Finding.of("errors", HealthLevel.DEGRADED, "error rate 14/h above 10/h"));
        hysteresis.record(bad, 3);
        hysteresis.record(bad, 3);
        assertEquals(List.of(), hysteresis.findings());
        assertTrue(hysteresis.isChanging());
        hysteresis.record(bad, 3);
        assertEquals(List.of("DEGRADED error rate 14/h above 10/h for 3 checks"), text(hysteresis.findings()));
        hysteresis.record(List.of(), 3);
        hysteresis.record(bad, 3);
        hysteresis.record(List.of(), 3);
        hysteresis.record(List.of(), 3);
        assertEquals(1, hysteresis.findings().size(), "two good results are not enough");
        hysteresis.record(List.of(), 3);
        assertEquals(List.of(), hysteresis.findings());
    }

    @Test
    void aCheckThatCannotRunChangesNoLevel() {
        Hysteresis hysteresis = new Hysteresis();
        hysteresis.record(List.of(Finding.of("queue", HealthLevel.UNHEALTHY, "full")), 1);
        hysteresis.record(List.of(Finding.unknown("queue", "cannot be asked")), 1);
        HealthReport report = HealthReports.of(hysteresis.findings(), NOW);
        assertEquals(HealthLevel.UNHEALTHY, report.level());
        assertEquals(List.of("full", "unknown: queue: cannot be asked"), report.reasons());
    }
}
