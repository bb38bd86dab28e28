package com.nae.health.sample;

import com.nae.api.health.SystemSample;
import com.nae.api.health.SystemSample.Use;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Samples the runtime itself: who watches the watchman. */
final class RuntimeSampler {
    private static final int ROUNDS_BETWEEN_WALKS = 20;
    private static final int MOST_FILES = 20_000;

    private final Path data;
    private final long pid = ProcessHandle.current().pid();
    private final ProcessTable table = ProcessTable.forThisSystem();
    private OptionalLong size = OptionalLong.empty();
    private int rounds;

    RuntimeSampler(Path data) {
        this.data = data;
    }

    SystemSample.Runtime sample(Duration lag) {
        Runtime jvm = Runtime.getRuntime();
        if (rounds++ % ROUNDS_BETWEEN_WALKS == 0) {
            size = sizeOf(data);
        }
        Use heap = Use.of(jvm.totalMemory() - jvm.freeMemory(), jvm.maxMemory());
        OptionalLong memory =
                table.row(pid).map(row -> OptionalLong.of(row.memory())).orElse(OptionalLong.empty());
        return new SystemSample.Runtime(heap, memory, OptionalLong.of(threads()), table.openFiles(pid), size, lag);
    }

    private static long threads() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group.activeCount();
    }

    /** Bytes of all files below; absent where they are too many to be counted often. */
    private static OptionalLong sizeOf(Path folder) {
        try (Stream<Path> files = Files.find(folder, 12, (file, attributes) -> attributes.isRegularFile())
                .limit(MOST_FILES)) {
            long[] sum = new long[2];
            files.forEach(file -> {
                sum[0]++;
                sum[1] += file.toFile().length();
            });
            return sum[0] < MOST_FILES ? OptionalLong.of(sum[1]) : OptionalLong.empty();
        } catch (IOException | UncheckedIOException changing) {
            return OptionalLong.empty();
        }
    }
}
