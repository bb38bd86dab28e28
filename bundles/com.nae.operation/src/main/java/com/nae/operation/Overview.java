package com.nae.operation;

import com.nae.api.health.HealthReport;
import com.nae.api.health.Level;
import com.nae.api.operation.OperationStatus;
import com.nae.api.process.Exit;
import com.nae.api.process.ProcessStatus;
import com.nae.api.process.State;
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
final class Overview {
    private final Stages stages;
    private final Runtime runtime;
    private final Instant now;

    /** What is known of the runtime itself. */
    record Runtime(String mode, String version, long pid, Instant started) {
    }

    Overview(Stages stages, Runtime runtime, Instant now) {
        this.stages = stages;
        this.runtime = runtime;
        this.now = now;
    }

    OperationStatus status() {
        List<OperationStatus.Process> processes = stages.instances().stream().map(this::process).toList();
        HealthReport health = stages.overall().orElseGet(() -> outOf(processes));
        return new OperationStatus(runtime.mode(), runtime.version(), runtime.pid(), runtime.started(), seconds(runtime.started()),
                health.level().name(), reasons(health), processes, stages.issuesOpen(), stages.fixesApplied(), stages.enhancementsApplied(), stages.refused());
    }

    private List<String> reasons(HealthReport health) {
        List<String> reasons = new ArrayList<>(health.reasons());
        if (stages.processes().isEmpty()) {
            reasons.add("the process manager is not there; what it started goes on");
        }
        stages.announcements().forEach(a -> reasons.add(a.instance() + ": at " + a.at().truncatedTo(ChronoUnit.SECONDS) + " a " + a.reason() + " (" + a.state() + ")"));
        return reasons;
    }

    private OperationStatus.Process process(ProcessStatus s) {
        HealthReport health = stages.health(s.id()).orElseGet(() -> outOf(s));
        Optional<OptionalDouble> cpu = stages.sample(s.id()).map(sample -> sample.cpuPercent());
        Optional<OptionalLong> memory = stages.sample(s.id()).map(sample -> sample.memory());
        boolean alive = s.pid().isPresent();
        return new OperationStatus.Process(s.id().process(), s.id().mode().word(), s.id().toString(), s.id().replica(), s.state().name(), s.reason(),
                alive ? s.pid().getAsLong() : null, s.since(), alive ? s.started().map(this::seconds).orElse(0.0) : 0, s.restarts(),
                s.lastExit().map(Overview::exit).orElse(null), health.level().name(), health.reasons(),
                alive ? cpu.filter(OptionalDouble::isPresent).map(OptionalDouble::getAsDouble).orElse(null) : null,
                alive ? memory.filter(OptionalLong::isPresent).map(OptionalLong::getAsLong).orElse(null) : null,
                stages.errorsPerHour(s.id()), s.adopted());
    }

    private static OperationStatus.LastExit exit(Exit exit) {
        return new OperationStatus.LastExit(boxed(exit.code()), boxed(exit.signal()), exit.at());
    }

    private static Integer boxed(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }

    /** Where nothing monitors health, what the states tell. */
    private HealthReport outOf(ProcessStatus s) {
        Level level = s.state() == State.FATAL ? Level.CRITICAL : s.state() == State.BACKOFF || s.state() == State.UNKNOWN ? Level.UNHEALTHY : Level.HEALTHY;
        return new HealthReport(level, level == Level.HEALTHY ? List.of() : List.of(s.state() + (s.reason().isEmpty() ? "" : ": " + s.reason())), now);
    }

    private HealthReport outOf(List<OperationStatus.Process> processes) {
        Level worst = processes.stream().map(p -> Level.valueOf(p.health())).max(Level::compareTo).orElse(Level.HEALTHY);
        List<String> reasons = processes.stream().flatMap(p -> p.reasons().stream().map(reason -> p.instance() + " " + reason)).toList();
        return new HealthReport(worst == Level.CRITICAL ? Level.UNHEALTHY : worst, reasons, now);
    }

    private double seconds(Instant since) {
        return Math.max(0, Duration.between(since, now).toMillis() / 1000.0);
    }
}
