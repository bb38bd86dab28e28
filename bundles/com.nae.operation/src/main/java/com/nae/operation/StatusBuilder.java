package com.nae.operation;

import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthReport;
import com.nae.api.operation.OperationStatus;
import com.nae.api.process.ExitStatus;
import com.nae.api.process.ProcessState;
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

/** The status of everything at one moment, put together out of what each stage says. */
final class StatusBuilder {
    private final Stages stages;
    private final RuntimeInfo runtime;
    private final Instant now;

    /** What is known of the runtime itself. */
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
                seconds(runtime.started()),
                health.level().name(),
                reasons(health),
                processes,
                stages.issuesOpen(),
                stages.fixesApplied(),
                stages.enhancementsApplied(),
                stages.refused());
    }

    private List<String> reasons(HealthReport health) {
        List<String> reasons = new ArrayList<>(health.reasons());
        if (stages.processes().isEmpty()) {
            reasons.add("the process manager is not there; what it started goes on");
        }
        stages.announcements()
                .forEach(a -> reasons.add(a.instance() + ": at " + a.at().truncatedTo(ChronoUnit.SECONDS) + " a "
                        + a.reason() + " (" + a.state() + ")"));
        return reasons;
    }

    private OperationStatus.Process process(ProcessStatus s) {
        HealthReport health = stages.health(s.id()).orElseGet(() -> fromStates(s));
        Optional<OptionalDouble> cpu = stages.sample(s.id()).map(sample -> sample.cpuPercent());
        Optional<OptionalLong> memory = stages.sample(s.id()).map(sample -> sample.memory());
        boolean alive = s.pid().isPresent();
        return new OperationStatus.Process(
                s.id().process(),
                s.id().mode().word(),
                s.id().toString(),
                s.id().replica(),
                s.state().name(),
                s.reason(),
                alive ? s.pid().getAsLong() : null,
                s.since(),
                alive ? s.started().map(this::seconds).orElse(0.0) : 0,
                s.restarts(),
                s.lastExit().map(StatusBuilder::exit).orElse(null),
                health.level().name(),
                health.reasons(),
                alive
                        ? cpu.filter(OptionalDouble::isPresent)
                                .map(OptionalDouble::getAsDouble)
                                .orElse(null)
                        : null,
                alive
                        ? memory.filter(OptionalLong::isPresent)
                                .map(OptionalLong::getAsLong)
                                .orElse(null)
                        : null,
                stages.errorsPerHour(s.id()),
                s.adopted());
    }

    private static OperationStatus.LastExit exit(ExitStatus exit) {
        return new OperationStatus.LastExit(boxed(exit.code()), boxed(exit.signal()), exit.at());
    }

    private static Integer boxed(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }

    /** Where nothing monitors health, what the states tell. */
    private HealthReport fromStates(ProcessStatus s) {
        HealthLevel level = s.state() == ProcessState.FATAL
                ? HealthLevel.CRITICAL
                : s.state() == ProcessState.BACKOFF || s.state() == ProcessState.UNKNOWN
                        ? HealthLevel.UNHEALTHY
                        : HealthLevel.HEALTHY;
        return new HealthReport(
                level,
                level == HealthLevel.HEALTHY
                        ? List.of()
                        : List.of(s.state() + (s.reason().isEmpty() ? "" : ": " + s.reason())),
                now);
    }

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

    private double seconds(Instant since) {
        return Math.max(0, Duration.between(since, now).toMillis() / 1000.0);
    }
}
