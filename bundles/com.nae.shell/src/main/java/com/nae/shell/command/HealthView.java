package com.nae.shell.command;

import com.nae.api.health.HealthMonitor;
import com.nae.api.health.HealthReport;
import com.nae.api.health.SystemSample;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessManager;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Health as {@code nae health --json} prints it; {@code system} is null shortly after the start. */
record HealthView(Report overall, Map<String, Report> modes, List<Instance> instances, Machine system) {
    record Report(String level, List<String> reasons) {
        static Report of(HealthReport report) {
            return new Report(report.level().name(), report.reasons());
        }
    }

    /** One instance; what is not known is null. */
    record Instance(String instance, String level, List<String> reasons, Double cpuPercent, Long memoryBytes, Long files, Long threads) {
    }

    /** The machine; what is not known is null. */
    record Machine(Double cpuPercent, double cores, Double load, Double memoryPercent, Double swapPercent, Long runtimeMemoryBytes) {
        static Machine of(SystemSample s) {
            return new Machine(boxed(s.cpuPercent()), s.cores(), boxed(s.load()), boxed(s.memory().percent()), boxed(s.swap().percent()),
                    boxed(s.runtime().memory()));
        }
    }

    static HealthView of(HealthMonitor monitor, ProcessManager processes) {
        List<InstanceId> ids = processes.list().stream().map(status -> status.id()).toList();
        Map<String, Report> modes = new TreeMap<>();
        ids.stream().map(InstanceId::mode).distinct().forEach(mode -> modes.put(mode.word(), of(monitor, mode)));
        return new HealthView(Report.of(monitor.overall()), modes, ids.stream().map(id -> of(monitor, id)).toList(),
                monitor.system().map(Machine::of).orElse(null));
    }

    private static Report of(HealthMonitor monitor, Mode mode) {
        return Report.of(monitor.of(mode));
    }

    private static Instance of(HealthMonitor monitor, InstanceId id) {
        HealthReport report = monitor.of(id);
        var sample = monitor.sample(id);
        return new Instance(id.toString(), report.level().name(), report.reasons(), sample.map(s -> boxed(s.cpuPercent())).orElse(null),
                sample.map(s -> boxed(s.memory())).orElse(null), sample.map(s -> boxed(s.files())).orElse(null), sample.map(s -> boxed(s.threads())).orElse(null));
    }

    private static Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
