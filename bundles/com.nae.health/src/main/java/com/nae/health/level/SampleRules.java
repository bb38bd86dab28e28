package com.nae.health.level;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthLevel;
import com.nae.api.health.ResourceSample;
import com.nae.api.process.ProcessDefinition.Limits;
import com.nae.api.process.ProcessState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Findings about an instance that follow from its last sample. Measurements fluctuate, so {@link Hysteresis} damps
 * these.
 */
public final class SampleRules {
    public static final String MEMORY = "memory";
    public static final String CPU = "cpu";
    public static final String SILENCE = "silence";
    /** Use from which on a limit counts as near. */
    private static final double NEAR_LIMIT = 0.9;
    /** Multiple of the error threshold from which on an instance is UNHEALTHY. */
    private static final double UNHEALTHY_FACTOR = 5;

    private SampleRules() {}

    /** Empty while the instance does not run or is within the grace period after its start. */
    public static List<Finding> findings(InstanceSnapshot instance, Thresholds thresholds) {
        if (instance.status().state() != ProcessState.RUNNING
                || instance.sample().isEmpty()
                || instance.uptime().compareTo(thresholds.grace()) < 0) {
            return List.of();
        }
        ResourceSample sample = instance.sample().get();
        List<Finding> findings = new ArrayList<>();
        errors(sample.errorsPerHour(), thresholds.errorsPerHour()).ifPresent(findings::add);
        instance.limits().ifPresent(limits -> {
            memory(sample.memory(), limits).ifPresent(findings::add);
            cpu(sample.cpuPercent(), limits).ifPresent(findings::add);
            silence(instance, sample, limits).ifPresent(findings::add);
        });
        files(sample, instance.definition().map(d -> d.identity().limitNofile()).orElse(OptionalLong.empty()))
                .ifPresent(findings::add);
        return findings;
    }

    private static Optional<Finding> errors(OptionalDouble rate, double threshold) {
        if (rate.isEmpty() || rate.getAsDouble() <= threshold) {
            return Optional.empty();
        }
        double perHour = rate.getAsDouble();
        HealthLevel level = perHour > UNHEALTHY_FACTOR * threshold ? HealthLevel.UNHEALTHY : HealthLevel.DEGRADED;
        String reason =
                "error rate " + HumanReadable.number(perHour) + "/h above " + HumanReadable.number(threshold) + "/h";
        return Optional.of(Finding.of("errors", level, reason));
    }

    private static Optional<Finding> memory(OptionalLong used, Limits limits) {
        if (used.isEmpty() || limits.memory().isEmpty()) {
            return Optional.empty();
        }
        long limit = limits.memory().getAsLong();
        String use = "memory " + HumanReadable.bytes(used.getAsLong());
        return limit(MEMORY, used.getAsLong(), limit, use, HumanReadable.bytes(limit));
    }

    private static Optional<Finding> cpu(OptionalDouble percent, Limits limits) {
        if (percent.isEmpty() || limits.cpu().isEmpty()) {
            return Optional.empty();
        }
        double limit = limits.cpu().get();
        String use = "CPU " + HumanReadable.number(percent.getAsDouble()) + "%";
        return limit(CPU, percent.getAsDouble(), limit, use, HumanReadable.number(limit) + "%");
    }

    private static Optional<Finding> limit(String check, double used, double limit, String useText, String limitText) {
        if (used > limit) {
            return Optional.of(Finding.of(check, HealthLevel.UNHEALTHY, useText + " above its limit of " + limitText));
        }
        return used > NEAR_LIMIT * limit
                ? Optional.of(Finding.of(check, HealthLevel.DEGRADED, useText + " near its limit of " + limitText))
                : Optional.empty();
    }

    /** Silence lasts since the last output, or since the start if there was none. */
    private static Optional<Finding> silence(InstanceSnapshot instance, ResourceSample sample, Limits limits) {
        Instant start = instance.effectiveStart();
        Instant last =
                sample.lastOutput().filter(output -> output.isAfter(start)).orElse(start);
        Duration silent = Duration.between(last, instance.now());
        return limits.silence()
                .filter(longest -> silent.compareTo(longest) > 0)
                .map(longest -> Finding.of(SILENCE, HealthLevel.DEGRADED, silenceReason(silent, longest)));
    }

    private static String silenceReason(Duration silent, Duration longest) {
        return "no output for " + HumanReadable.duration(silent) + ", longer than " + HumanReadable.duration(longest);
    }

    /** The limit applies to each process, the sample counts all of them: only a single process can be compared. */
    private static Optional<Finding> files(ResourceSample sample, OptionalLong limit) {
        OptionalLong open = sample.files();
        if (open.isEmpty() || limit.isEmpty() || sample.processes() != 1) {
            return Optional.empty();
        }
        String reason = open.getAsLong() + " open files near its limit of " + limit.getAsLong();
        return open.getAsLong() > NEAR_LIMIT * limit.getAsLong()
                ? Optional.of(Finding.of("files", HealthLevel.DEGRADED, reason))
                : Optional.empty();
    }
}
