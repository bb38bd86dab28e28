package com.nae.health.level;

import static com.nae.health.level.RuleFixture.ID;
import static com.nae.health.level.RuleFixture.NOW;
import static com.nae.health.level.RuleFixture.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthReport;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition.Condition;
import com.nae.api.process.ProcessDefinition.Dependency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DependencyRulesTest {
    @Test
    void aDependentOfAnUnhealthyProcessInTheSameModeIsDegraded() {
        List<Dependency> feed = List.of(new Dependency("feed", Condition.HEALTHY));
        HealthReport down = new HealthReport(HealthLevel.UNHEALTHY, List.of("does not stay up"), NOW);
        assertEquals(
                List.of("DEGRADED depends on feed@live, which is UNHEALTHY: does not stay up"),
                text(DependencyRules.findings(
                        ID,
                        feed,
                        Map.of(InstanceId.parse("feed@live"), down, InstanceId.parse("feed@sandbox"), down))));
        assertEquals(
                List.of(),
                DependencyRules.findings(ID, feed, Map.of(InstanceId.parse("feed@live"), HealthReport.healthy(NOW))));
    }
}
