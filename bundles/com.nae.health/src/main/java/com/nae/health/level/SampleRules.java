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
 * What the samples of an instance say about its health. Measures waver, so they count after equal results in a row
 * ({@link Hysteresis}).
 */
public final class SampleRules {
    public static final String MEMORY = "memory";
    public static final String CPU = "cpu";
    public static final String SILENCE = "silence";
    private static final double NEAR = 0.9;
    private static final double MANY = 5;

    private SampleRules() {}

    /** Nothing while it does not run or has only just been started. */
    public static List<Finding> findings(InstanceSnapshot facts, Thresholds thresholds) {
        if (facts.status().state() != ProcessState.RUNNING
                || facts.sample().isEmpty()
                || facts.uptime().compareTo(thresholds.grace()) < 0) {
            return List.of();
        }
        ResourceSample sample = facts.sample().get();
        List<Finding> findings = new ArrayList<>();
        errors(sample.errorsPerHour(), thresholds.errorsPerHour()).ifPresent(findings::add);
        facts.limits().ifPresent(limits -> {
            memory(sample.memory(), limits).ifPresent(findings::add);
            cpu(sample.cpuPercent(), limits).ifPresent(findings::add);
            silence(facts, sample, limits).ifPresent(findings::add);
        });
        files(sample, facts.definition().map(d -> d.identity().limitNofile()).orElse(OptionalLong.empty()))
                .ifPresent(findings::add);
        return findings;
    }

    private static Optional<Finding> errors(OptionalDouble rate, double threshold) {
        if (rate.isEmpty() || rate.getAsDouble() <= threshold) {
            return Optional.empty();
        }
        HealthLevel level = rate.getAsDouble() > MANY * threshold ? HealthLevel.UNHEALTHY : HealthLevel.DEGRADED;
        return Optional.of(Finding.of(
                "errors",
                level,
                "error rate " + HumanReadable.number(rate.getAsDouble()) + "/h above " + HumanReadable.number(threshold)
                        + "/h"));
    }

    private static Optional<Finding> memory(OptionalLong used, Limits limits) {
        if (used.isEmpty() || limits.memory().isEmpty()) {
            return Optional.empty();
        }
        return limit(
                MEMORY,
                used.getAsLong(),
                limits.memory().getAsLong(),
                "memory " + HumanReadable.bytes(used.getAsLong()),
                "its limit of " + HumanReadable.bytes(limits.memory().getAsLong()));
    }

    private static Optional<Finding> cpu(OptionalDouble percent, Limits limits) {
        if (percent.isEmpty() || limits.cpu().isEmpty()) {
            return Optional.empty();
        }
        return limit(
                CPU,
                percent.getAsDouble(),
                limits.cpu().get(),
                "CPU " + HumanReadable.number(percent.getAsDouble()) + "%",
                "its limit of " + HumanReadable.number(limits.cpu().get()) + "%");
    }

    private static Optional<Finding> limit(String check, double used, double limit, String use, String what) {
        if (used > limit) {
            return Optional.of(Finding.of(check, HealthLevel.UNHEALTHY, use + " above " + what));
        }
        return used > NEAR * limit
                ? Optional.of(Finding.of(check, HealthLevel.DEGRADED, use + " near " + what))
                : Optional.empty();
    }

    /** Silent since the last output, or since the start where there was none. */
    private static Optional<Finding> silence(InstanceSnapshot facts, ResourceSample sample, Limits limits) {
        Instant begun = facts.effectiveStart();
        Instant last =
                sample.lastOutput().filter(output -> output.isAfter(begun)).orElse(begun);
        Duration silent = Duration.between(last, facts.now());
        return limits.silence()
                .filter(longest -> silent.compareTo(longest) > 0)
                .map(longest -> Finding.of(
                        SILENCE,
                        HealthLevel.DEGRADED,
                        "no output for " + HumanReadable.duration(silent) + ", longer than "
                                + HumanReadable.duration(longest)));
    }

    private static Optional<Finding> files(ResourceSample sample, OptionalLong most) {
        if (sample.files().isEmpty()
                || most.isEmpty()
                || sample.processes() != 1
                || sample.files().getAsLong() <= NEAR * most.getAsLong()) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                "files",
                HealthLevel.DEGRADED,
                sample.files().getAsLong() + " open files near its limit of " + most.getAsLong()));
    }
}
