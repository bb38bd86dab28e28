package com.nae.health.sample;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The resource limits of the container: those of the cgroup, version 2 or 1, to which this process belongs. */
final class Cgroup {
    /** Kernels report a number about this large where there is no limit. */
    private static final long NO_LIMIT = 1L << 60;

    private final Path root;
    private final Path membership;

    Cgroup() {
        this(Path.of("/sys/fs/cgroup"), Path.of("/proc/self/cgroup"));
    }

    Cgroup(Path root, Path membership) {
        this.root = root;
        this.membership = membership;
    }

    /** The smallest memory limit in bytes between this cgroup and the root. */
    OptionalLong memoryLimit() {
        OptionalLong least = OptionalLong.empty();
        for (Path folder : folders("memory")) {
            OptionalLong limit = number(folder, "memory.max", "memory.limit_in_bytes");
            if (limit.isPresent() && limit.getAsLong() < least.orElse(NO_LIMIT)) {
                least = limit;
            }
        }
        return least;
    }

    /** Memory in use in bytes, without inactive file cache, which the kernel reclaims when needed. */
    OptionalLong memoryUsed() {
        for (Path folder : folders("memory")) {
            OptionalLong used = number(folder, "memory.current", "memory.usage_in_bytes");
            if (used.isPresent()) {
                return OptionalLong.of(Math.max(0, used.getAsLong() - inactive(folder)));
            }
        }
        return OptionalLong.empty();
    }

    /** The number of cores that the quota allows. */
    OptionalDouble cores() {
        for (Path folder : folders("cpu")) {
            String[] both = text(folder.resolve("cpu.max")).split(" ");
            OptionalLong quota =
                    both.length == 2 ? parse(both[0]) : number(folder, "cpu.cfs_quota_us", "cpu.cfs_quota_us");
            OptionalLong period =
                    both.length == 2 ? parse(both[1]) : number(folder, "cpu.cfs_period_us", "cpu.cfs_period_us");
            if (quota.isPresent() && quota.getAsLong() > 0 && period.orElse(0) > 0) {
                return OptionalDouble.of((double) quota.getAsLong() / period.getAsLong());
            }
        }
        return OptionalDouble.empty();
    }

    private static long inactive(Path folder) {
        return text(folder.resolve("memory.stat"))
                .lines()
                .filter(l -> l.startsWith("inactive_file ") || l.startsWith("total_inactive_file "))
                .reduce((first, total) -> total)
                .flatMap(l ->
                        parse(l.substring(l.indexOf(' ') + 1)).stream().boxed().findFirst())
                .orElse(0L);
    }

    /** The folders of a controller, from that of this process up to the root. */
    private List<Path> folders(String controller) {
        String lines = text(membership);
        for (String line : lines.split("\n")) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3
                    && (parts[1].isEmpty() || List.of(parts[1].split(",")).contains(controller))) {
                Path mount = parts[1].isEmpty() ? root : root.resolve(controller);
                if (Files.isDirectory(mount)
                        && (!parts[1].isEmpty() || Files.exists(root.resolve("cgroup.controllers")))) {
                    return upwards(
                            mount,
                            mount.resolve(parts[2].replaceFirst("^/+", "")).normalize());
                }
            }
        }
        return List.of();
    }

    private static List<Path> upwards(Path mount, Path leaf) {
        return Stream.iterate(leaf, p -> p != null && p.startsWith(mount), Path::getParent)
                .toList();
    }

    private static OptionalLong number(Path folder, String second, String first) {
        OptionalLong value = parse(text(folder.resolve(second)));
        return value.isPresent() ? value : parse(text(folder.resolve(first)));
    }

    /** A number; absent for {@code max}, -1 and numbers that mean "no limit". */
    private static OptionalLong parse(String text) {
        String number = text.strip();
        if (!number.matches("\\d{1,19}")) {
            return OptionalLong.empty();
        }
        long value =
                new BigInteger(number).min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
        return value >= NO_LIMIT ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException absent) {
            return "";
        }
    }
}
