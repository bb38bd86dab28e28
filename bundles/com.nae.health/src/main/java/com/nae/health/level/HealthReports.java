package com.nae.health.level;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthReport;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Findings and reports put together: the level is the worst, reasons stand worst first, what could not be told last.
 */
public final class HealthReports {
    private static final int MOST_REASONS = 20;

    private HealthReports() {}

    public static HealthReport of(Collection<Finding> findings, Instant now) {
        HealthLevel level =
                findings.stream().flatMap(f -> f.level().stream()).reduce(HealthLevel.HEALTHY, HealthLevel::worse);
        List<String> reasons = findings.stream()
                .filter(f -> f.level().orElse(HealthLevel.DEGRADED) != HealthLevel.HEALTHY)
                .sorted(Comparator.comparing((Finding f) -> f.level().orElse(HealthLevel.HEALTHY))
                        .reversed())
                .map(f -> f.level().isPresent() ? f.reason() : "unknown: " + f.check() + ": " + f.reason())
                .toList();
        return new HealthReport(level, reasons, now);
    }

    /** The reports of many under their names, and the findings about all of them. */
    public static HealthReport of(Map<?, HealthReport> parts, Collection<Finding> findings, Instant now) {
        Stream<Finding> named = parts.entrySet().stream()
                .flatMap(e -> e.getValue().reasons().stream()
                        .limit(3)
                        .map(reason -> Finding.of("part", e.getValue().level(), e.getKey() + ": " + reason)));
        HealthReport all = of(Stream.concat(named, findings.stream()).toList(), now);
        HealthLevel level = parts.values().stream().map(HealthReport::level).reduce(all.level(), HealthLevel::worse);
        return new HealthReport(
                level, all.reasons().stream().limit(MOST_REASONS).toList(), now);
    }

    /** What a report of one on which a fix is tried comes to: no worse than it was before. */
    public static HealthReport onTrial(HealthReport report, HealthLevel before) {
        HealthLevel level = report.level().compareTo(before) < 0 ? report.level() : before;
        return new HealthReport(
                level,
                Stream.concat(Stream.of("a fix is being tried"), report.reasons().stream())
                        .toList(),
                report.at());
    }

    /** What a report of one that is critical to the whole comes to. */
    public static HealthReport critical(HealthReport report) {
        return report.level() == HealthLevel.UNHEALTHY
                ? new HealthReport(HealthLevel.CRITICAL, report.reasons(), report.at())
                : report;
    }
}
