package com.nae.health.level;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthReport;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition.Dependency;
import java.util.List;
import java.util.Map;

/**
 * How health spreads along dependencies: one that depends on an unhealthy process of its mode is DEGRADED because of
 * it, and recovers with it.
 */
public final class DependencyRules {
    private DependencyRules() {}

    /** @param reports of all instances, by what is known of each itself */
    public static List<Finding> findings(
            InstanceId id, List<Dependency> dependsOn, Map<InstanceId, HealthReport> reports) {
        if (dependsOn.isEmpty()) {
            return List.of();
        }
        return reports.entrySet().stream()
                .filter(e ->
                        e.getKey().mode() == id.mode() && e.getValue().level().compareTo(HealthLevel.UNHEALTHY) >= 0)
                .filter(e -> dependsOn.stream()
                        .anyMatch(d -> d.process().equals(e.getKey().process())))
                .map(e -> Finding.of(
                        "dependency",
                        HealthLevel.DEGRADED,
                        "depends on " + e.getKey() + ", which is "
                                + e.getValue().level() + reason(e.getValue())))
                .toList();
    }

    private static String reason(HealthReport report) {
        return report.reasons().isEmpty() ? "" : ": " + report.reasons().get(0);
    }
}
