package com.nae.health.level;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthReport;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition.Dependency;
import java.util.List;
import java.util.Map;

/**
 * How health spreads along dependencies: an instance that depends on an unhealthy process of the same mode is DEGRADED,
 * and recovers with it.
 */
public final class DependencyRules {
    private DependencyRules() {}

    /** @param reports of all unhealthy instances, each by its own findings */
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
                .map(e -> finding(e.getKey(), e.getValue()))
                .toList();
    }

    private static Finding finding(InstanceId dependency, HealthReport report) {
        String reason =
                report.reasons().isEmpty() ? "" : ": " + report.reasons().get(0);
        return Finding.of(
                "dependency",
                HealthLevel.DEGRADED,
                "depends on " + dependency + ", which is " + report.level() + reason);
    }
}
