package com.nae.health.sample;

import com.nae.api.health.SystemSample.Use;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads the machine from Linux {@code /proc} (proc(5)), the limits of its cgroup, and statvfs(3). Not thread-safe. */
final class ProcfsHost implements Host {
    private static final int IDLE = 3;
    private static final int WAITING_FOR_DISK = 4;
    private static final int STOLEN = 7;

    private final Path proc;
    private final Cgroup cgroup;
    private final byte[] buffer = new byte[4096];
    private long busy = -1;
    private long all;

    ProcfsHost(Path proc, Cgroup cgroup) {
        this.proc = proc;
        this.cgroup = cgroup;
    }

    /** Time of guests is not added, because the kernel counts it as user time already. */
    @Override
    public OptionalDouble cpu() {
        long[] ticks = Arrays.stream(text("stat")
                        .lines()
                        .findFirst()
                        .orElse("")
                        .replaceFirst("cpu +", "")
                        .split(" "))
                .limit(STOLEN + 1)
                .mapToLong(ProcfsHost::number)
                .toArray();
        long lastBusy = busy;
        long lastAll = all;
        busy = ticks.length <= STOLEN ? -1 : Arrays.stream(ticks).sum() - ticks[IDLE] - ticks[WAITING_FOR_DISK];
        all = Arrays.stream(ticks).sum();
        return busy < 0 || lastBusy < 0 || all <= lastAll
                ? OptionalDouble.empty()
                : OptionalDouble.of(100.0 * Math.max(0, busy - lastBusy) / (all - lastAll));
    }

    @Override
    public double cores() {
        return cgroup.cores().orElse(Runtime.getRuntime().availableProcessors());
    }

    @Override
    public OptionalDouble load() {
        String first = text("loadavg").split(" ")[0];
        return first.matches("\\d+\\.\\d+") ? OptionalDouble.of(Double.parseDouble(first)) : OptionalDouble.empty();
    }

    @Override
    public Use memory() {
        Use machine = used("MemTotal", "MemAvailable");
        OptionalLong limit = cgroup.memoryLimit();
        return limit.isPresent() && limit.getAsLong() < machine.total().orElse(Long.MAX_VALUE)
                ? new Use(cgroup.memoryUsed(), limit)
                : machine;
    }

    @Override
    public Use swap() {
        return used("SwapTotal", "SwapFree");
    }

    @Override
    public Use files() {
        String[] fields = text("sys/fs/file-nr").split("\\s+");
        return fields.length < 3 ? Use.unknown() : new Use(known(number(fields[0])), known(number(fields[2])));
    }

    @Override
    public Use inodes(Path folder) {
        return Inodes.of(folder);
    }

    private Use used(String total, String free) {
        String text = text("meminfo");
        OptionalLong all = kilobytes(text, total);
        OptionalLong rest = kilobytes(text, free);
        return all.isPresent() && rest.isPresent()
                ? Use.of(all.getAsLong() - rest.getAsLong(), all.getAsLong())
                : Use.unknown();
    }

    private static OptionalLong kilobytes(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> number(line.replaceAll("\\D", "")) << 10)
                .findFirst();
    }

    /** Absent for numbers that mean "no limit". */
    private static OptionalLong known(long number) {
        return number >= 0 && number < Long.MAX_VALUE / 2 ? OptionalLong.of(number) : OptionalLong.empty();
    }

    private static long number(String digits) {
        return digits.matches("\\d{1,19}") ? Long.parseUnsignedLong(digits) : -1;
    }

    /** The beginning of a file; empty if it cannot be read. */
    private String text(String file) {
        try (FileInputStream in = new FileInputStream(proc.resolve(file).toFile())) {
            return new String(buffer, 0, Math.max(0, in.read(buffer)), StandardCharsets.US_ASCII);
        } catch (IOException absent) {
            return "";
        }
    }
}
