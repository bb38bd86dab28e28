package com.nae.health;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthListener;
import com.nae.api.health.SystemSample;
import com.nae.api.operation.Home;
import com.nae.health.level.Hysteresis;
import com.nae.health.level.SystemRules;
import com.nae.health.level.Thresholds;
import com.nae.health.sample.SystemSampler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Monitors the machine and the runtime itself. Lives on the monitor's thread; volatile members may be read by any. */
final class SystemMonitor {
    private final Home home;
    private final Consumer<Consumer<HealthListener>> listeners;
    private final Hysteresis hysteresis = new Hysteresis();
    private volatile Optional<SystemSample> system = Optional.empty();
    private volatile List<Finding> findings = List.of();
    /** Created at the first sample: loading it takes time that the start of NAE should not pay. */
    private SystemSampler sampler;

    SystemMonitor(Home home, Consumer<Consumer<HealthListener>> listeners) {
        this.home = home;
        this.listeners = listeners;
    }

    /** @param lag how late this round started */
    void sample(Instant now, Duration lag, Thresholds thresholds) {
        sampler = sampler == null ? new SystemSampler(home) : sampler;
        SystemSample sample = sampler.sample(now, lag);
        system = Optional.of(sample);
        hysteresis.record(SystemRules.findings(sample, thresholds), thresholds.checks());
        findings = hysteresis.findings();
        listeners.accept(listener -> listener.sampled(sample));
    }

    /** The last sample, for any thread. */
    Optional<SystemSample> system() {
        return system;
    }

    /** What is wrong with the machine or the runtime, for any thread. */
    List<Finding> findings() {
        return findings;
    }
}
