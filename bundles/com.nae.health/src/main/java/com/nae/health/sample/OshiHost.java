package com.nae.health.sample;

import com.nae.api.health.SystemSample.Use;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.software.os.FileSystem;
import oshi.software.os.OSFileStore;

/** Reads the machine by OSHI, on systems without {@code /proc}. Not thread-safe. */
final class OshiHost implements Host {
    private final CentralProcessor processor;
    private final GlobalMemory memory;
    private final FileSystem files;
    private final Map<Path, Optional<OSFileStore>> stores = new HashMap<>();
    private long[] ticks;

    OshiHost() {
        SystemInfo info = new SystemInfo();
        processor = info.getHardware().getProcessor();
        memory = info.getHardware().getMemory();
        files = info.getOperatingSystem().getFileSystem();
        ticks = processor.getSystemCpuLoadTicks();
    }

    @Override
    public OptionalDouble cpu() {
        long[] last = ticks;
        ticks = processor.getSystemCpuLoadTicks();
        double busy = processor.getSystemCpuLoadBetweenTicks(last, ticks);
        return Double.isNaN(busy) || busy < 0 ? OptionalDouble.empty() : OptionalDouble.of(100 * busy);
    }

    @Override
    public double cores() {
        return processor.getLogicalProcessorCount();
    }

    @Override
    public OptionalDouble load() {
        double load = processor.getSystemLoadAverage(1)[0];
        return load < 0 ? OptionalDouble.empty() : OptionalDouble.of(load);
    }

    @Override
    public Use memory() {
        long total = memory.getTotal();
        return total > 0 ? Use.of(total - memory.getAvailable(), total) : Use.unknown();
    }

    @Override
    public Use swap() {
        return Use.of(
                memory.getVirtualMemory().getSwapUsed(),
                memory.getVirtualMemory().getSwapTotal());
    }

    @Override
    public Use files() {
        return new Use(positive(files.getOpenFileDescriptors()), positive(files.getMaxFileDescriptors()));
    }

    @Override
    public Use inodes(Path folder) {
        Optional<OSFileStore> store = stores.computeIfAbsent(folder, this::storeOf)
                .filter(OSFileStore::updateAttributes)
                .filter(s -> s.getTotalInodes() > 0);
        return store.map(s -> Use.of(s.getTotalInodes() - s.getFreeInodes(), s.getTotalInodes()))
                .orElse(Use.unknown());
    }

    private Optional<OSFileStore> storeOf(Path folder) {
        List<OSFileStore> all = files.getFileStores();
        return all.stream()
                .filter(store -> real(folder).startsWith(store.getMount()))
                .max(Comparator.comparingInt(store -> store.getMount().length()));
    }

    private static OptionalLong positive(long number) {
        return number > 0 && number < Long.MAX_VALUE / 2 ? OptionalLong.of(number) : OptionalLong.empty();
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException absent) {
            return folder.toAbsolutePath();
        }
    }
}
