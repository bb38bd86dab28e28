package com.nae.health.sample;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** Reads the process table by OSHI, on systems without {@code /proc}. */
final class OshiProcessTable implements ProcessTable {
    private final OperatingSystem system = new SystemInfo().getOperatingSystem();

    @Override
    public List<Row> read(Set<Long> leaders) {
        return system.getProcesses(null, null, 0).stream()
                .map(OshiProcessTable::row)
                .toList();
    }

    @Override
    public Optional<Row> row(long pid) {
        return Optional.ofNullable(system.getProcess((int) pid)).map(OshiProcessTable::row);
    }

    @Override
    public OptionalLong openFiles(long pid) {
        return Optional.ofNullable(system.getProcess((int) pid))
                .map(OSProcess::getOpenFiles)
                .filter(n -> n > 0)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private static Row row(OSProcess process) {
        return new Row(
                process.getProcessID(),
                process.getParentProcessID(),
                0,
                process.getKernelTime() + process.getUserTime(),
                process.getResidentMemory(),
                process.getThreadCount());
    }
}
