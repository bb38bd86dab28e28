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

/** Builds reports: the level is the worst one, and reasons are listed worst first, unknown results last. */
public final class HealthReports {
    private static final int MAX_REASONS = 20;
    private static final int MAX_REASONS_OF_PART = 3;

    private HealthReports() {}

    /** A report out of findings. */
    public static HealthReport of(Collection<Finding> findings, Instant now) {
        HealthLevel level = findings.stream()
                .flatMap(finding -> finding.level().stream())
                .reduce(HealthLevel.HEALTHY, HealthLevel::worse);
        List<String> reasons = findings.stream()
                .filter(finding -> finding.level().orElse(HealthLevel.DEGRADED) != HealthLevel.HEALTHY)
                .sorted(Comparator.comparing(
                                (Finding finding) -> finding.level().orElse(HealthLevel.HEALTHY))
                        .reversed())
                .map(HealthReports::reason)
                .toList();
        return new HealthReport(level, reasons, now);
    }

    private static String reason(Finding finding) {
        return finding.level().isPresent() ? finding.reason() : "unknown: " + finding.check() + ": " + finding.reason();
    }

    /**
     * A report about many.
     *
     * @param parts the report of each, under its name
     * @param findings about all of them
     */
    public static HealthReport of(Map<?, HealthReport> parts, Collection<Finding> findings, Instant now) {
        Stream<Finding> named = parts.entrySet().stream().flatMap(part -> named(part.getKey(), part.getValue()));
        HealthReport all = of(Stream.concat(named, findings.stream()).toList(), now);
        HealthLevel level = parts.values().stream().map(HealthReport::level).reduce(all.level(), HealthLevel::worse);
        return new HealthReport(level, all.reasons().stream().limit(MAX_REASONS).toList(), now);
    }

    private static Stream<Finding> named(Object name, HealthReport report) {
        return report.reasons().stream()
                .limit(MAX_REASONS_OF_PART)
                .map(reason -> Finding.of("part", report.level(), name + ": " + reason));
    }

    /** The report while a fix is tried: no worse than before the trial. */
    public static HealthReport onTrial(HealthReport report, HealthLevel before) {
        HealthLevel level = report.level().compareTo(before) < 0 ? report.level() : before;
        Stream<String> reasons = Stream.concat(Stream.of("a fix is being tried"), report.reasons().stream());
        return new HealthReport(level, reasons.toList(), report.at());
    }

    /** The report of a critical process: CRITICAL in place of UNHEALTHY. */
    public static HealthReport raiseToCritical(HealthReport report) {
        return report.level() == HealthLevel.UNHEALTHY
                ? new HealthReport(HealthLevel.CRITICAL, report.reasons(), report.at())
                : report;
    }
}
