package com.nae.health.sample;

import com.nae.api.health.SystemSample;
import com.nae.api.health.SystemSample.Use;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Samples the runtime itself. Not thread-safe. */
final class RuntimeSampler {
    /** The size of {@code data/} changes slowly and costs a walk over all its files. */
    private static final int SAMPLES_BETWEEN_WALKS = 20;

    private static final int MAX_FILES = 20_000;

    private final Path data;
    private final long pid = ProcessHandle.current().pid();
    private final ProcessTable table = ProcessTable.forThisSystem();
    private OptionalLong size = OptionalLong.empty();
    private int samples;

    RuntimeSampler(Path data) {
        this.data = data;
    }

    SystemSample.Runtime sample(Duration lag) {
        Runtime jvm = Runtime.getRuntime();
        if (samples++ % SAMPLES_BETWEEN_WALKS == 0) {
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

    /** The size in bytes of all files below a folder; absent if there are too many to count regularly. */
    private static OptionalLong sizeOf(Path folder) {
        try (Stream<Path> files = Files.find(folder, 12, (file, attributes) -> attributes.isRegularFile())
                .limit(MAX_FILES)) {
            LongSummaryStatistics sizes =
                    files.mapToLong(file -> file.toFile().length()).summaryStatistics();
            return sizes.getCount() < MAX_FILES ? OptionalLong.of(sizes.getSum()) : OptionalLong.empty();
        } catch (IOException | UncheckedIOException changing) {
            return OptionalLong.empty();
        }
    }
}
