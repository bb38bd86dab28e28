package com.nae.learning.watch;

import com.nae.api.health.SystemSample;
import com.nae.api.process.ProcessDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The limits of an instance by resource: those of its definition, else those of the operating system, else the capacity
 * of the machine.
 */
public record ResourceLimits(Map<String, Double> byResource) {
    /** A limit of the operating system from which it counts as none. */
    private static final double UNLIMITED = 1e6;

    /** @param pid of the main process, whose limits are read from {@code /proc} where that exists */
    public static ResourceLimits of(
            Optional<ProcessDefinition> definition, Optional<SystemSample> machine, OptionalLong pid) {
        Map<String, Double> limits = new HashMap<>();
        machine.ifPresent(m -> m.memory().total().ifPresent(total -> limits.put("memory", (double) total)));
        pid.ifPresent(p -> readProcLimits(Path.of("/proc/" + p + "/limits"), limits));
        definition.ifPresent(d -> {
            d.identity().limitAs().ifPresent(bytes -> limits.merge("memory", (double) bytes, Math::min));
            d.limits().memory().ifPresent(bytes -> limits.put("memory", (double) bytes));
            d.identity().limitNofile().ifPresent(count -> limits.put("files", (double) count));
        });
        return new ResourceLimits(limits);
    }

    /** A limit, or 0 where there is none. */
    double of(String resource) {
        return byResource.getOrDefault(resource, 0.0);
    }

    private static void readProcLimits(Path file, Map<String, Double> into) {
        try (Stream<String> lines = Files.exists(file) ? Files.lines(file) : Stream.empty()) {
            lines.forEach(line -> {
                softLimit(line, "Max open files").ifPresent(n -> into.put("files", n));
                softLimit(line, "Max processes").ifPresent(n -> into.put("threads", n));
            });
        } catch (IOException | java.io.UncheckedIOException gone) {
            into.remove("files");
        }
    }

    /** The soft limit of a line of {@code /proc/<pid>/limits}, if the line is about that limit. */
    private static Optional<Double> softLimit(String line, String name) {
        if (!line.startsWith(name)) {
            return Optional.empty();
        }
        String value = line.substring(name.length()).strip().split("\\s+")[0];
        return value.matches("\\d{1,9}")
                ? Optional.of(Double.valueOf(value)).filter(n -> n < UNLIMITED)
                : Optional.empty();
    }
}
