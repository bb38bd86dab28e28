package com.nae.operation;

import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthReport;
import com.nae.api.health.ResourceSample;
import com.nae.api.operation.OperationStatus;
import com.nae.api.process.ExitStatus;
import com.nae.api.process.ProcessStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The builder of the status of NAE at one moment, from what each stage reports. */
final class StatusBuilder {
    private final Stages stages;
    private final RuntimeInfo runtime;
    private final Instant now;

    /** The facts about the runtime itself. */
    record RuntimeInfo(String mode, String version, long pid, Instant started) {}

    StatusBuilder(Stages stages, RuntimeInfo runtime, Instant now) {
        this.stages = stages;
        this.runtime = runtime;
        this.now = now;
    }

    OperationStatus status() {
        List<OperationStatus.Process> processes =
                stages.instances().stream().map(this::process).toList();
        HealthReport health = stages.overall().orElseGet(() -> fromStates(processes));
        return new OperationStatus(
                runtime.mode(),
                runtime.version(),
                runtime.pid(),
                runtime.started(),
                secondsSince(runtime.started()),
                health.level().name(),
                reasons(health),
                processes,
                stages.issuesOpen(),
                stages.fixesApplied(),
                stages.enhancementsApplied(),
                stages.refused());
    }

    /** The reasons of the overall health, with the announced restarts. */
    private List<String> reasons(HealthReport health) {
        List<String> reasons = new ArrayList<>(health.reasons());
        if (stages.processes().isEmpty()) {
            reasons.add("the process manager is not available; the programs that it started keep running");
        }
        stages.announcements()
                .forEach(a -> reasons.add(a.instance() + ": at " + a.at().truncatedTo(ChronoUnit.SECONDS) + " a "
                        + a.reason() + " (" + a.state() + ")"));
        return reasons;
    }

    /** The status of one instance. Values that are unknown are null, as in the JSON form. */
    private OperationStatus.Process process(ProcessStatus s) {
        HealthReport health = stages.health(s.id()).orElseGet(() -> fromState(s));
        boolean alive = s.pid().isPresent();
        // A stopped instance has no resource use, even if an earlier sample exists.
        Optional<ResourceSample> sample = alive ? stages.sample(s.id()) : Optional.empty();
        return new OperationStatus.Process(
                s.id().process(),
                s.id().mode().word(),
                s.id().toString(),
                s.id().replica(),
                s.state().name(),
                s.reason(),
                alive ? s.pid().getAsLong() : null,
                s.since(),
                alive ? s.started().map(this::secondsSince).orElse(0.0) : 0,
                s.restarts(),
                s.lastExit().map(StatusBuilder::exit).orElse(null),
                health.level().name(),
                health.reasons(),
                cpuPercent(sample),
                memoryBytes(sample),
                stages.errorsPerHour(s.id()),
                s.adopted());
    }

    private static Double cpuPercent(Optional<ResourceSample> sample) {
        return sample.map(ResourceSample::cpuPercent)
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .orElse(null);
    }

    private static Long memoryBytes(Optional<ResourceSample> sample) {
        return sample.map(ResourceSample::memory)
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .orElse(null);
    }

    private static OperationStatus.LastExit exit(ExitStatus exit) {
        return new OperationStatus.LastExit(orNull(exit.code()), orNull(exit.signal()), exit.at());
    }

    private static Integer orNull(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }

    /** The health of an instance by its state alone, while no health monitor is available. */
    private HealthReport fromState(ProcessStatus s) {
        HealthLevel level = switch (s.state()) {
            case FATAL -> HealthLevel.CRITICAL;
            case BACKOFF, UNKNOWN -> HealthLevel.UNHEALTHY;
            default -> HealthLevel.HEALTHY;
        };
        if (level == HealthLevel.HEALTHY) {
            return new HealthReport(level, List.of(), now);
        }
        String reason = s.reason().isEmpty() ? "" : ": " + s.reason();
        return new HealthReport(level, List.of(s.state() + reason), now);
    }

    /** The overall health by states alone. It is never CRITICAL, because only the monitor knows what is critical. */
    private HealthReport fromStates(List<OperationStatus.Process> processes) {
        HealthLevel worst = processes.stream()
                .map(p -> HealthLevel.valueOf(p.health()))
                .max(HealthLevel::compareTo)
                .orElse(HealthLevel.HEALTHY);
        List<String> reasons = processes.stream()
                .flatMap(p -> p.reasons().stream().map(reason -> p.instance() + " " + reason))
                .toList();
        return new HealthReport(worst == HealthLevel.CRITICAL ? HealthLevel.UNHEALTHY : worst, reasons, now);
    }

    /** Seconds since a time; 0 if the clock was set back. */
    private double secondsSince(Instant time) {
        return Math.max(0, Duration.between(time, now).toMillis() / 1000.0);
    }
}
