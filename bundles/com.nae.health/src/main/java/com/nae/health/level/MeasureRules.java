package com.nae.health.level;

import com.nae.api.health.Finding;
import com.nae.api.health.Level;
import com.nae.api.health.Sample;
import com.nae.api.process.ProcessDefinition.Limits;
import com.nae.api.process.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What the samples of an instance say about its health. Measures waver, so they count after equal results in a row ({@link Steady}). */
public final class MeasureRules {
    public static final String MEMORY = "memory";
    public static final String CPU = "cpu";
    public static final String SILENCE = "silence";
    private static final double NEAR = 0.9;
    private static final double MANY = 5;

    private MeasureRules() {
    }

    /** Nothing while it does not run or has only just been started. */
    public static List<Finding> of(Facts facts, Thresholds thresholds) {
        if (facts.status().state() != State.RUNNING || facts.sample().isEmpty() || facts.up().compareTo(thresholds.grace()) < 0) {
            return List.of();
        }
        Sample sample = facts.sample().get();
        List<Finding> findings = new ArrayList<>();
        errors(sample.errorsPerHour(), thresholds.errorsPerHour()).ifPresent(findings::add);
        facts.limits().ifPresent(limits -> {
            memory(sample.memory(), limits).ifPresent(findings::add);
            cpu(sample.cpuPercent(), limits).ifPresent(findings::add);
            silence(facts, sample, limits).ifPresent(findings::add);
        });
        files(sample, facts.definition().map(d -> d.identity().limitNofile()).orElse(OptionalLong.empty())).ifPresent(findings::add);
        return findings;
    }

    private static Optional<Finding> errors(OptionalDouble rate, double threshold) {
        if (rate.isEmpty() || rate.getAsDouble() <= threshold) {
            return Optional.empty();
        }
        Level level = rate.getAsDouble() > MANY * threshold ? Level.UNHEALTHY : Level.DEGRADED;
        return Optional.of(Finding.of("errors", level, "error rate " + Words.number(rate.getAsDouble()) + "/h above " + Words.number(threshold) + "/h"));
    }

    private static Optional<Finding> memory(OptionalLong used, Limits limits) {
        if (used.isEmpty() || limits.memory().isEmpty()) {
            return Optional.empty();
        }
        return limit(MEMORY, used.getAsLong(), limits.memory().getAsLong(), "memory " + Words.bytes(used.getAsLong()),
                "its limit of " + Words.bytes(limits.memory().getAsLong()));
    }

    private static Optional<Finding> cpu(OptionalDouble percent, Limits limits) {
        if (percent.isEmpty() || limits.cpu().isEmpty()) {
            return Optional.empty();
        }
        return limit(CPU, percent.getAsDouble(), limits.cpu().get(), "CPU " + Words.number(percent.getAsDouble()) + "%",
                "its limit of " + Words.number(limits.cpu().get()) + "%");
    }

    private static Optional<Finding> limit(String check, double used, double limit, String use, String what) {
        if (used > limit) {
            return Optional.of(Finding.of(check, Level.UNHEALTHY, use + " above " + what));
        }
        return used > NEAR * limit ? Optional.of(Finding.of(check, Level.DEGRADED, use + " near " + what)) : Optional.empty();
    }

    /** Silent since the last output, or since the start where there was none. */
    private static Optional<Finding> silence(Facts facts, Sample sample, Limits limits) {
        Instant begun = facts.begun();
        Instant last = sample.lastOutput().filter(output -> output.isAfter(begun)).orElse(begun);
        Duration silent = Duration.between(last, facts.now());
        return limits.silence().filter(longest -> silent.compareTo(longest) > 0)
                .map(longest -> Finding.of(SILENCE, Level.DEGRADED, "no output for " + Words.of(silent) + ", longer than " + Words.of(longest)));
    }

    private static Optional<Finding> files(Sample sample, OptionalLong most) {
        if (sample.files().isEmpty() || most.isEmpty() || sample.processes() != 1 || sample.files().getAsLong() <= NEAR * most.getAsLong()) {
            return Optional.empty();
        }
        return Optional.of(Finding.of("files", Level.DEGRADED, sample.files().getAsLong() + " open files near its limit of " + most.getAsLong()));
    }
}
