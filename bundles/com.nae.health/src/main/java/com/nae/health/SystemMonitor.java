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

/** Watches the machine and the runtime itself. Lives on the monitor's thread but for what is volatile. */
final class SystemMonitor {
    private final Home home;
    private final Consumer<Consumer<HealthListener>> listeners;
    private final Hysteresis steady = new Hysteresis();
    private volatile Optional<SystemSample> system = Optional.empty();
    private volatile List<Finding> findings = List.of();
    private SystemSampler machine;

    SystemMonitor(Home home, Consumer<Consumer<HealthListener>> listeners) {
        this.home = home;
        this.listeners = listeners;
    }

    /** @param late how late it is */
    void sample(Instant now, Duration late, Thresholds thresholds) {
        machine = machine == null ? new SystemSampler(home) : machine;
        SystemSample sample = machine.sample(now, late);
        system = Optional.of(sample);
        steady.record(SystemRules.findings(sample, thresholds), thresholds.checks());
        findings = steady.findings();
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
