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
 *
 * @param overall level of the whole
 * @param modes level of each mode, by its name
 * @param instances every instance with its latest sample
 * @param system the machine, or null shortly after the start
 */
record HealthView(Report overall, Map<String, Report> modes, List<Instance> instances, Machine system) {

    /**
     * @param level {@code HEALTHY}, {@code DEGRADED}, {@code UNHEALTHY} or {@code CRITICAL}
     * @param reasons why, in sentences; empty where all is well
     */
    record Report(String level, List<String> reasons) {
        static Report of(HealthReport report) {
            return new Report(report.level().name(), report.reasons());
        }
    }

    /**
     * One instance with its children.
     *
     * @param instance such as {@code trader@live}
     * @param level its level
     * @param reasons why it is not healthy, in sentences
     * @param cpuPercent of one core
     * @param memoryBytes resident memory
     * @param files open files
     * @param threads threads
     * @param processes processes of the tree
     * @param uptimeS seconds since the worker started
     * @param restarts restarts since the runtime first saw the instance
     * @param errorsPerHour errors in the last hour
     * @param lastOutput when it last printed something
     * @param probeS seconds of the slowest answer to a probe since the last sample
     */
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

    /**
     * The machine.
     *
     * @param cpuPercent of all cores together, 0 to 100
     * @param cores cores that may be used; a cgroup may allow a part of one
     * @param load load average of the last minute
     * @param memoryPercent memory in use
     * @param memoryTotalBytes memory that may be used
     * @param swapPercent swap in use
     * @param disks the disks of {@code logs/} and {@code data/}
     * @param openFiles open files of the machine
     * @param openFilesMost the limit on them
     * @param runtime the runtime itself
     * @param runtimeMemoryBytes resident memory of the runtime
     */
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

    /**
     * The disk on which a folder lies.
     *
     * @param folder a folder that lies on it
     * @param percent space in use
     * @param totalBytes its size
     * @param inodesPercent inodes in use
     */
    record Disk(String folder, Double percent, Long totalBytes, Double inodesPercent) {
        static Disk of(SystemSample.Space space) {
            return new Disk(
                    space.folder(),
                    boxed(space.bytes().percent()),
                    boxed(space.bytes().total()),
                    boxed(space.inodes().percent()));
        }
    }

    /**
     * The resource use of NAE itself.
     *
     * @param memoryBytes resident memory
     * @param heapBytes heap in use
     * @param heapMostBytes the limit on the heap
     * @param threads threads
     * @param files open files
     * @param dataBytes size of {@code data/}
     * @param lagMs how late the latest round of samples began
     */
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
