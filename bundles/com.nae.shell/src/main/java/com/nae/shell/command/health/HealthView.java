package com.nae.shell.command.health;

import com.nae.api.health.HealthMonitor;
import com.nae.api.health.HealthReport;
import com.nae.api.health.ResourceSample;
import com.nae.api.health.SystemSample;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Health as {@code nae health --json} prints it; {@code system} is null shortly after the start. What is not known is
 * null.
 */
record HealthView(Report overall, Map<String, Report> modes, List<Instance> instances, Machine system) {

    record Report(String level, List<String> reasons) {
        static Report of(HealthReport report) {
            return new Report(report.level().name(), report.reasons());
        }
    }

    /** One instance with its children. */
    record Instance(
            String instance,
            String level,
            List<String> reasons,
            Double cpuPercent,
            Long memoryBytes,
            Long files,
            Long threads,
            Integer processes,
            Double uptimeS,
            int restarts,
            Double errorsPerHour,
            Instant lastOutput,
            Double probeS) {

        static Instance of(ProcessStatus status, HealthReport report, Optional<ResourceSample> sample) {
            return new Instance(
                    status.id().toString(),
                    report.level().name(),
                    report.reasons(),
                    known(sample, s -> boxed(s.cpuPercent())),
                    known(sample, s -> boxed(s.memory())),
                    known(sample, s -> boxed(s.files())),
                    known(sample, s -> boxed(s.threads())),
                    known(sample, ResourceSample::processes),
                    known(sample, s -> s.uptime().toMillis() / 1000.0),
                    status.restarts(),
                    known(sample, s -> boxed(s.errorsPerHour())),
                    known(sample, s -> s.lastOutput().orElse(null)),
                    known(sample, s -> boxed(s.probeSeconds())));
        }

        private static <T> T known(Optional<ResourceSample> sample, Function<ResourceSample, T> what) {
            return sample.map(what).orElse(null);
        }
    }

    /** The machine. */
    record Machine(
            Double cpuPercent,
            double cores,
            Double load,
            Double memoryPercent,
            Long memoryTotalBytes,
            Double swapPercent,
            List<Disk> disks,
            Long openFiles,
            Long openFilesMost,
            RuntimeUsage runtime,
            Long runtimeMemoryBytes) {

        static Machine of(SystemSample s) {
            return new Machine(
                    boxed(s.cpuPercent()),
                    s.cores(),
                    boxed(s.load()),
                    boxed(s.memory().percent()),
                    boxed(s.memory().total()),
                    boxed(s.swap().percent()),
                    s.spaces().stream().map(Disk::of).toList(),
                    boxed(s.files().used()),
                    boxed(s.files().total()),
                    RuntimeUsage.of(s.runtime()),
                    boxed(s.runtime().memory()));
        }
    }

    /** The disk on which a folder lies. */
    record Disk(String folder, Double percent, Long totalBytes, Double inodesPercent) {
        static Disk of(SystemSample.Space space) {
            return new Disk(
                    space.folder(),
                    boxed(space.bytes().percent()),
                    boxed(space.bytes().total()),
                    boxed(space.inodes().percent()));
        }
    }

    /** The runtime: who watches the watchman. */
    record RuntimeUsage(
            Long memoryBytes,
            Long heapBytes,
            Long heapMostBytes,
            Long threads,
            Long files,
            Long dataBytes,
            long lagMs) {
        static RuntimeUsage of(SystemSample.Runtime r) {
            return new RuntimeUsage(
                    boxed(r.memory()),
                    boxed(r.heap().used()),
                    boxed(r.heap().total()),
                    boxed(r.threads()),
                    boxed(r.files()),
                    boxed(r.data()),
                    r.lag().toMillis());
        }
    }

    static HealthView of(HealthMonitor monitor, ProcessManager processes) {
        List<ProcessStatus> all = processes.list();
        Map<String, Report> modes = new TreeMap<>();
        all.stream()
                .map(status -> status.id().mode())
                .distinct()
                .forEach(mode -> modes.put(mode.word(), Report.of(monitor.of(mode))));
        return new HealthView(
                Report.of(monitor.overall()),
                modes,
                all.stream()
                        .map(status -> Instance.of(status, monitor.of(status.id()), monitor.sample(status.id())))
                        .toList(),
                monitor.system().map(Machine::of).orElse(null));
    }

    private static Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
