package com.nae.api.history;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Resource use of an instance at a moment, or over a span in which samples were folded. What was not known is absent.
 *
 * @param span zero for a single sample, else a minute or an hour that begins {@code at}
 * @param cpuPercent mean; @param cpuMax highest; @param memory mean bytes; @param memoryMin lowest; @param memoryMax
 *     highest
 * @param files mean; @param threads mean; @param errorsPerHour highest; @param probeSeconds slowest answer of its
 *     probes
 */
public record ResourcePoint(
        Instant at,
        Duration span,
        OptionalDouble cpuPercent,
        OptionalDouble cpuMax,
        OptionalLong memory,
        OptionalLong memoryMin,
        OptionalLong memoryMax,
        OptionalLong files,
        OptionalLong threads,
        OptionalDouble errorsPerHour,
        OptionalDouble probeSeconds) {}
