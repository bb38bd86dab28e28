package com.nae.process.posix;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the kernel knows of processes: from {@code /proc} (proc(5)) on Linux, from {@link ProcessHandle} and ps(1)
 * elsewhere.
 */
public final class Kernel {
    private static final String OOM_KILLS = "\noom_kill ";
    private static final boolean PROC = Libc.LINUX && Files.isReadable(Path.of("/proc/self/stat"));

    private Kernel() {}

    /**
     * One line of {@code /proc/PID/stat}.
     *
     * @param start ticks since boot on Linux, milliseconds since 1970 elsewhere; with the pid and the boot it names a
     *     process
     */
    public record Stat(int pid, char state, int parent, int group, int session, long start) {
        public boolean zombie() {
            return state == 'Z' || state == 'X';
        }
    }

    /** Names one run of the machine, or of a container on it: pids and start times of another run mean nothing. */
    public static String bootId() {
        try {
            return PROC
                    ? Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                                    .strip() + "/" + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
                    : "any";
        } catch (IOException unknown) {
            return "any";
        }
    }

    /** Empty where there is no such process. */
    public static Optional<Stat> stat(int pid) {
        return PROC ? procStat(pid) : handleStat(pid);
    }

    /** When a process was started, as {@link Stat#start}; empty where it does not live, as a zombie. */
    public static OptionalLong startTimeOf(int pid) {
        return stat(pid)
                .filter(s -> !s.zombie())
                .map(s -> OptionalLong.of(s.start()))
                .orElse(OptionalLong.empty());
    }

    /** The value of a variable in the environment that a process was started with; empty where it cannot be read. */
    public static Optional<String> environmentOf(int pid, String name) {
        return PROC
                ? procEnvironment(pid).flatMap(all -> ProcessEnvironment.find(all, name, '\0'))
                : Optional.ofNullable(ProcessEnvironment.readWithPs(name, "-p", String.valueOf(pid))
                        .get(pid));
    }

    /** The value of a variable in every process that has it, by pid. */
    public static Map<Integer, String> environments(String name) {
        if (!PROC) {
            return ProcessEnvironment.readWithPs(name, "-A");
        }
        Map<Integer, String> found = new HashMap<>();
        for (int pid : pids()) {
            environmentOf(pid, name).ifPresent(value -> found.put(pid, value));
        }
        return found;
    }

    private static Optional<String> procEnvironment(int pid) {
        try {
            return Optional.of(
                    new String(Files.readAllBytes(Path.of("/proc/" + pid + "/environ")), StandardCharsets.UTF_8));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** The pids of all processes. */
    public static int[] pids() {
        if (!PROC) {
            return ProcessHandle.allProcesses().mapToInt(p -> (int) p.pid()).toArray();
        }
        String[] names = new File("/proc").list((dir, name) -> Character.isDigit(name.charAt(0)));
        return names == null
                ? new int[0]
                : Arrays.stream(names).mapToInt(Integer::parseInt).toArray();
    }

    /** Processes that the kernel has killed for lack of memory since boot. */
    public static long outOfMemoryKills() {
        try {
            String all = Files.readString(Path.of("/proc/vmstat"), StandardCharsets.ISO_8859_1);
            int at = all.indexOf(OOM_KILLS) + OOM_KILLS.length();
            return Long.parseLong(all.substring(at, all.indexOf('\n', at)));
        } catch (IOException | RuntimeException unknown) {
            return 0;
        }
    }

    private static Optional<Stat> procStat(int pid) {
        try {
            String line = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", 21);
            return Optional.of(new Stat(
                    pid,
                    fields[0].charAt(0),
                    Integer.parseInt(fields[1]),
                    Integer.parseInt(fields[2]),
                    Integer.parseInt(fields[3]),
                    Long.parseLong(fields[19])));
        } catch (IOException | RuntimeException gone) {
            return Optional.empty();
        }
    }

    private static Optional<Stat> handleStat(int pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(p -> new Stat(
                        pid,
                        Libc.zombie(pid) ? 'Z' : 'S',
                        p.parent().map(q -> (int) q.pid()).orElse(0),
                        Libc.getpgid(pid),
                        Libc.getsid(pid),
                        p.info().startInstant().map(Instant::toEpochMilli).orElse(0L)));
    }
}
