package com.nae.health.sample;

import com.nae.api.health.SystemSample;
import com.nae.api.health.SystemSample.Use;
import com.nae.api.operation.Home;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.software.os.FileSystem;

/**
 * Samples the machine, by OSHI, and the runtime. Its first use costs OSHI's start, some 0.3 s of CPU: not on the way up.
 * Inside a container memory and cores are the container's. Not thread-safe.
 */
public final class Machine {
    private final CentralProcessor processor;
    private final GlobalMemory memory;
    private final FileSystem files;
    private final Cgroup cgroup = new Cgroup();
    private final Disks disks;
    private final Self self;
    private long[] ticks;

    public Machine(Home home) {
        SystemInfo info = new SystemInfo();
        processor = info.getHardware().getProcessor();
        memory = info.getHardware().getMemory();
        files = info.getOperatingSystem().getFileSystem();
        disks = new Disks(files, List.of(home.logs(), home.data()));
        self = new Self(home.data());
        ticks = processor.getSystemCpuLoadTicks();
    }

    /** @param lag how late this sample is */
    public SystemSample sample(Instant now, Duration lag) {
        double load = processor.getSystemLoadAverage(1)[0];
        return new SystemSample(now, cpu(), cgroup.cores().orElse(processor.getLogicalProcessorCount()), load < 0 ? OptionalDouble.empty() : OptionalDouble.of(load),
                memory(), Use.of(memory.getVirtualMemory().getSwapUsed(), memory.getVirtualMemory().getSwapTotal()), disks.sample(), openFiles(), self.sample(lag));
    }

    private OptionalDouble cpu() {
        long[] last = ticks;
        ticks = processor.getSystemCpuLoadTicks();
        double busy = processor.getSystemCpuLoadBetweenTicks(last, ticks);
        return Double.isNaN(busy) || busy < 0 ? OptionalDouble.empty() : OptionalDouble.of(100 * busy);
    }

    private Use memory() {
        long total = memory.getTotal();
        OptionalLong limit = cgroup.memoryLimit();
        if (limit.isPresent() && limit.getAsLong() < total) {
            return new Use(cgroup.memoryUsed(), limit);
        }
        return Use.of(total - memory.getAvailable(), total);
    }

    private Use openFiles() {
        long open = files.getOpenFileDescriptors();
        long most = files.getMaxFileDescriptors();
        return new Use(open > 0 ? OptionalLong.of(open) : OptionalLong.empty(), most > 0 && most < Long.MAX_VALUE / 2 ? OptionalLong.of(most) : OptionalLong.empty());
    }
}
