package com.nae.issues.track;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * The kernel's count of processes that its out-of-memory killer ended, in the runtime's control group and on the
 * machine. Used by one thread.
 */
final class KernelOomKills {
    private final List<Path> files;
    private long last;

    KernelOomKills() {
        files = List.of(
                ownControlGroup().resolve("memory.events"),
                Path.of("/sys/fs/cgroup/memory.events"),
                Path.of("/proc/vmstat"));
        last = sum();
    }

    /** Returns whether the count has increased since the last call. */
    boolean increased() {
        long now = sum();
        boolean more = now > last;
        last = now;
        return more;
    }

    private long sum() {
        return files.stream()
                .map(KernelOomKills::count)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .sum();
    }

    private static OptionalLong count(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(l -> l.startsWith("oom_kill "))
                    .mapToLong(l -> Long.parseLong(l.substring(9).strip()))
                    .findFirst();
        } catch (IOException | NumberFormatException unknown) {
            return OptionalLong.empty();
        }
    }

    private static Path ownControlGroup() {
        Path root = Path.of("/sys/fs/cgroup");
        try {
            return Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
                    .filter(l -> l.startsWith("0::/"))
                    .findFirst()
                    .map(l -> root.resolve(l.substring(4)))
                    .orElse(root);
        } catch (IOException noControlGroups) {
            return root;
        }
    }
}
