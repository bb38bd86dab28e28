package com.nae.api.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The machine, or the container the runtime lives in, and the runtime itself at one moment. What cannot be told is
 * absent, not zero.
 *
 * @param cpuPercent of all cores since the sample before; @param cores that may be used, as a container's quota allows
 * @param load runnable tasks, mean of a minute
 * @param spaces the disks on which logs and data lie
 * @param files open in the whole system, and how many there may be
 */
public record SystemSample(
        Instant at,
        OptionalDouble cpuPercent,
        double cores,
        OptionalDouble load,
        Use memory,
        Use swap,
        List<Space> spaces,
        Use files,
        Runtime runtime) {

    /** How much of something is in use, and of how much. */
    public record Use(OptionalLong used, OptionalLong total) {
        public static Use unknown() {
            return new Use(OptionalLong.empty(), OptionalLong.empty());
        }

        public static Use of(long used, long total) {
            return new Use(OptionalLong.of(used), OptionalLong.of(total));
        }

        /** Percent in use, where both are known. */
        public OptionalDouble percent() {
            return used.isPresent() && total.isPresent() && total.getAsLong() > 0
                    ? OptionalDouble.of(100.0 * used.getAsLong() / total.getAsLong())
                    : OptionalDouble.empty();
        }
    }

    /** A folder of the home with the bytes and inodes of its disk. */
    public record Space(String folder, Use bytes, Use inodes) {}

    /**
     * The runtime itself.
     *
     * @param heap bytes; @param threads of the JVM; @param files open in the JVM; @param data bytes below {@code data/}
     * @param lag how late the monitor's last round began
     */
    public record Runtime(
            Use heap, OptionalLong memory, OptionalLong threads, OptionalLong files, OptionalLong data, Duration lag) {}
}
