package com.nae.health.level;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthLevel;
import com.nae.api.process.ExitStatus;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The instance that tests of the rules evaluate, and findings as text: {@code LEVEL reason}. */
final class RuleFixture {
    private RuleFixture() {}

    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final InstanceId ID = InstanceId.parse("trader@live");
    static final Thresholds THRESHOLDS = new Thresholds(10, 3, Duration.ofSeconds(30), 95);

    static ProcessStatus status(ProcessState state, Duration ago, boolean ready, Integer exit) {
        Optional<ExitStatus> ended =
                Optional.ofNullable(exit).map(code -> new ExitStatus(OptionalInt.of(code), OptionalInt.empty(), NOW));
        return new ProcessStatus(
                ID,
                state,
                "",
                NOW.minus(ago),
                OptionalLong.of(1),
                Optional.of(NOW.minus(ago)),
                0,
                ended,
                false,
                ready,
                Optional.empty());
    }

    static List<String> text(List<Finding> findings) {
        return findings.stream()
                .map(f -> f.level().map(HealthLevel::name).orElse("unknown") + " " + f.reason())
                .toList();
    }
}
