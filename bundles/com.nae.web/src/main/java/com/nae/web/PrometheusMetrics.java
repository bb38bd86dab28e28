package com.nae.web;

import com.nae.api.health.HealthLevel;
import com.nae.api.operation.OperationStatus;
import com.nae.api.operation.OperationStatus.Process;
import java.util.List;
import java.util.function.Function;

/** The formatter of a status in the Prometheus text format, version 0.0.4. Unknown values are left out. */
final class PrometheusMetrics {
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** One metric. @param value reads it; null where it is unknown */
    private record Metric<T>(String name, String type, String help, Function<T, ? extends Number> value) {
        String header() {
            return "# HELP nae_" + name + " " + help + "\n# TYPE nae_" + name + " " + type + "\n";
        }
    }

    /** The metrics of the runtime. */
    private static final List<Metric<OperationStatus>> WHOLE = List.of(
            new Metric<>("uptime_seconds", "gauge", "Uptime of the runtime.", OperationStatus::uptimeS),
            new Metric<>(
                    "health_level", "gauge", "0 HEALTHY, 1 DEGRADED, 2 UNHEALTHY, 3 CRITICAL.", s -> level(s.health())),
            new Metric<>("issues_open", "gauge", "Open issues.", OperationStatus::issuesOpen),
            new Metric<>("fixes_applied", "gauge", "Fixes in effect.", OperationStatus::fixesApplied),
            new Metric<>(
                    "enhancements_applied", "gauge", "Enhancements in effect.", OperationStatus::enhancementsApplied),
            new Metric<>(
                    "refused",
                    "gauge",
                    "Configuration files and drop-ins that were refused.",
                    s -> s.refused().size()));

    /** The metrics of each instance. */
    private static final List<Metric<Process>> EACH = List.of(
            new Metric<>("process_up", "gauge", "Whether the process runs.", p -> p.pid() == null ? 0 : 1),
            new Metric<>("process_uptime_seconds", "gauge", "Uptime of the process.", Process::uptimeS),
            new Metric<>(
                    "process_restarts_total",
                    "counter",
                    "Restarts since the runtime first started it.",
                    Process::restarts),
            new Metric<>(
                    "process_health_level",
                    "gauge",
                    "0 HEALTHY, 1 DEGRADED, 2 UNHEALTHY, 3 CRITICAL.",
                    p -> level(p.health())),
            new Metric<>(
                    "process_cpu_percent",
                    "gauge",
                    "CPU use with child processes, 100 for one core.",
                    Process::cpuPercent),
            new Metric<>(
                    "process_memory_bytes", "gauge", "Resident memory with child processes.", Process::memoryBytes),
            new Metric<>("process_errors_per_hour", "gauge", "Errors per hour in its output.", Process::errorsPerHour));

    private PrometheusMetrics() {}

    static String format(OperationStatus status) {
        StringBuilder text = new StringBuilder();
        WHOLE.forEach(m -> text.append(m.header())
                .append("nae_")
                .append(m.name())
                .append(' ')
                .append(m.value().apply(status))
                .append('\n'));
        EACH.forEach(m -> each(m, status.processes(), text));
        return text.toString();
    }

    private static void each(Metric<Process> metric, List<Process> processes, StringBuilder text) {
        text.append(metric.header());
        for (Process p : processes) {
            Number value = metric.value().apply(p);
            if (value != null) {
                text.append("nae_")
                        .append(metric.name())
                        .append("{process=\"")
                        .append(p.name())
                        .append("\",mode=\"")
                        .append(p.mode())
                        .append("\",replica=\"")
                        .append(p.replica())
                        .append("\"} ")
                        .append(value)
                        .append('\n');
            }
        }
    }

    /** A health level as a number that rises as health gets worse. */
    private static int level(String health) {
        return HealthLevel.valueOf(health).ordinal();
    }
}
