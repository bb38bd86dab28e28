package com.nae.health;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthListener;
import com.nae.api.health.HealthReport;
import com.nae.api.health.ResourceSample;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.health.check.HealthCheckExecutor;
import com.nae.health.level.RecoveryPolicy;
import com.nae.health.level.RecoveryPolicy.Action;
import com.nae.health.level.RecoveryPolicy.Decision;
import com.nae.health.level.RecoveryPolicy.Input;
import com.nae.health.level.Thresholds;
import com.nae.health.sample.InstanceSampler;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/**
 * All instances with their charts: samples and judges those that are due, publishes reports, acts. Lives on the
 * monitor's thread but for what is said.
 */
final class InstanceMonitors {
    private final ProcessManager processes;
    private final InstanceSampler sampler;
    private final HealthCheckExecutor checks;
    private final RecoveryActions acts;
    private final Consumer<Consumer<HealthListener>> listeners;
    private final ReportPublisher bulletin;
    private final Map<InstanceId, InstanceHealth> instances = new ConcurrentSkipListMap<>();
    private volatile List<Finding> overall = List.of();
    private Config config;

    /** @param criticalModes in which a critical process makes the whole CRITICAL */
    InstanceMonitors(
            ProcessManager processes,
            InstanceSampler sampler,
            HealthCheckExecutor checks,
            RecoveryActions acts,
            Set<Mode> criticalModes,
            Consumer<Consumer<HealthListener>> listeners,
            Config config) {
        this.processes = processes;
        this.sampler = sampler;
        this.checks = checks;
        this.acts = acts;
        this.listeners = listeners;
        bulletin = new ReportPublisher(criticalModes, listeners);
        this.config = config;
    }

    /** What holds from now on; everything is looked at again at once. */
    void configure(Config next) {
        config = next;
        instances.values().forEach(InstanceHealth::makeDue);
    }

    /**
     * The clock has made a step: everything is looked at again at once, and what is measured counts after the grace.
     */
    void clockStepped(Instant now) {
        instances.values().forEach(chart -> chart.clockStepped(now));
    }

    /** Forgets what checks that are gone had found. */
    void forget(Set<String> findings) {
        instances.values().forEach(chart -> chart.hysteresis.forget(findings));
        overall = overall.stream()
                .filter(finding -> !findings.contains(finding.check()))
                .toList();
    }

    /** The chart of an instance, for any thread. */
    Optional<InstanceHealth> find(InstanceId id) {
        return Optional.ofNullable(instances.get(id));
    }

    /** The reports of instances, for any thread. */
    Map<InstanceId, HealthReport> reports() {
        Map<InstanceId, HealthReport> reports = new TreeMap<>();
        instances.forEach((id, chart) -> reports.put(id, chart.report()));
        return reports;
    }

    /** What dropped-in checks found about the whole, for any thread. */
    List<Finding> overall() {
        return overall;
    }

    /** Keeps the level from getting worse, and the hands off an instance, while a fix is tried; for any thread. */
    void setTrial(InstanceId id, boolean on) {
        bulletin.setTrial(id, on, find(id).map(chart -> chart.report().level()).orElse(HealthLevel.HEALTHY));
    }

    /** Checks what is due. @return when the next is */
    Instant checkDue(Instant now) {
        follow(now);
        List<InstanceHealth> due =
                instances.values().stream().filter(chart -> chart.isDue(now)).toList();
        List<ResourceSample> samples = due.isEmpty()
                ? List.of()
                : sampler.sampleAll(
                        instances.values().stream().map(InstanceHealth::status).toList(),
                        status -> instances.get(status.id()).isDue(now),
                        now);
        samples.forEach(sample -> instances.get(sample.instance()).add(sample));
        HealthCheckExecutor.Results found =
                checks.runAll(due.stream().map(chart -> chart.id).toList(), instances.keySet(), config.checkTimeout());
        overall = found.overall();
        for (InstanceHealth chart : due) {
            evaluate(chart, Optional.of(found.of(chart.id)), now);
            chart.newSilence().ifPresent(why -> acts.reportSilence(chart.id, why));
        }
        if (!samples.isEmpty()) {
            listeners.accept(listener -> listener.sampled(samples));
        }
        bulletin.publish(instances.values(), now);
        due.forEach(chart -> act(chart, now));
        return instances.values().stream()
                .map(InstanceHealth::nextDue)
                .min(Comparator.naturalOrder())
                .orElse(now.plus(config.interval()));
    }

    /**
     * Judges by their state those that changed, with how often each has failed. @return whether a program is new and
     * was not sampled yet
     */
    boolean statesChanged(Map<InstanceId, Integer> failures, Instant now) {
        failures.forEach((id, times) -> {
            processes.status(id).ifPresentOrElse(status -> follow(status, now), () -> forget(id));
            find(id).ifPresent(chart -> {
                chart.recordFailures(times, now);
                evaluate(chart, Optional.empty(), now);
            });
        });
        bulletin.publish(instances.values(), now);
        return failures.keySet().stream().map(instances::get).anyMatch(chart -> chart != null && chart.isDue(now));
    }

    /** Keeps a chart for each instance there is. */
    private void follow(Instant now) {
        Set<InstanceId> gone = new HashSet<>(instances.keySet());
        for (ProcessStatus status : processes.list()) {
            gone.remove(status.id());
            follow(status, now);
        }
        gone.forEach(this::forget);
    }

    private void follow(ProcessStatus status, Instant now) {
        InstanceId id = status.id();
        instances
                .computeIfAbsent(id, i -> new InstanceHealth(status, now))
                .update(status, processes.definition(id.process(), id.mode()));
    }

    private void forget(InstanceId id) {
        instances.remove(id);
        sampler.forget(id);
        acts.forget(id);
    }

    /** While a fix is tried only the state counts. */
    private void evaluate(InstanceHealth chart, Optional<List<Finding>> round, Instant now) {
        chart.evaluate(bulletin.onTrial(chart.id) ? Optional.empty() : round, thresholds(chart.id), now);
    }

    /** With the time that the starts of a process have been seen to need. */
    private Thresholds thresholds(InstanceId id) {
        Thresholds usual = config.thresholds();
        return processes
                .tuning(id.process(), id.mode())
                .startTimeout()
                .map(usual::withGrace)
                .orElse(usual);
    }

    private void act(InstanceHealth chart, Instant now) {
        boolean watched = chart.status().state() == ProcessState.RUNNING && !bulletin.onTrial(chart.id);
        Decision decision = watched
                ? RecoveryPolicy.decide(new Input(
                        chart.findings(),
                        chart.hysteresis,
                        bulletin.isCritical(chart),
                        config.thresholds().checks(),
                        chart.healthRestarts(),
                        chart.definition().map(d -> d.restart().threshold()).orElse(3)))
                : Decision.NOTHING;
        if (acts.carryOut(chart.id, decision, now)) {
            chart.recordHealthRestart(now);
        }
        chart.scheduleNext(decision.act() != Action.NONE, config, now);
    }
}
