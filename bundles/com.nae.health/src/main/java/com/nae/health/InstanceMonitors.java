package com.nae.health;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthReport;
import com.nae.api.health.ResourceSample;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.api.process.ProcessTuning;
import com.nae.health.check.HealthCheckExecutor;
import com.nae.health.level.RecoveryPolicy;
import com.nae.health.level.RecoveryPolicy.Action;
import com.nae.health.level.RecoveryPolicy.Decision;
import com.nae.health.level.RecoveryPolicy.Input;
import com.nae.health.level.Thresholds;
import com.nae.health.probe.ProbedProcesses;
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

/**
 * The health of all instances. A round samples and evaluates those that are due, publishes reports and acts on them.
 * Lives on the monitor's thread, except for members marked "for any thread".
 */
final class InstanceMonitors {
    private final Sources sources;
    private final ProcessManager processes;
    private final ProcessTuning tuning;
    private final RecoveryActions actions;
    private final ReportPublisher publisher;
    private final Map<InstanceId, InstanceHealth> instances = new ConcurrentSkipListMap<>();
    private volatile List<Finding> overall = List.of();
    private Config config;

    /** Where facts about instances come from: their states, their samples, and health checks. */
    record Sources(ProbedProcesses processes, InstanceSampler sampler, HealthCheckExecutor checks) {}

    InstanceMonitors(Sources sources, RecoveryActions actions, ReportPublisher publisher, Config config) {
        this.sources = sources;
        processes = sources.processes.manager();
        tuning = sources.processes.tuning();
        this.actions = actions;
        this.publisher = publisher;
        this.config = config;
    }

    /** Applies new settings. Every instance becomes due. */
    void configure(Config next) {
        config = next;
        instances.values().forEach(instance -> instance.schedule.makeDue());
    }

    /** The clock made a step. Every instance becomes due, and measurements count again after the grace period. */
    void clockStepped(Instant now) {
        instances.values().forEach(instance -> instance.clockStepped(now));
    }

    /** Drops the findings of checks that were removed. */
    void forget(Set<String> checks) {
        instances.values().forEach(instance -> instance.hysteresis.forget(checks));
        overall = overall.stream()
                .filter(finding -> !checks.contains(finding.check()))
                .toList();
    }

    /** For any thread. */
    Optional<InstanceHealth> find(InstanceId id) {
        return Optional.ofNullable(instances.get(id));
    }

    /** The reports of all instances, for any thread. */
    Map<InstanceId, HealthReport> reports() {
        Map<InstanceId, HealthReport> reports = new TreeMap<>();
        instances.forEach((id, instance) -> reports.put(id, instance.report()));
        return reports;
    }

    /** What health checks found about NAE as a whole, for any thread. */
    List<Finding> overall() {
        return overall;
    }

    /** While a fix is tried on an instance, its level gets no worse and it is not restarted. For any thread. */
    void setTrial(InstanceId id, boolean on) {
        HealthLevel current =
                find(id).map(instance -> instance.report().level()).orElse(HealthLevel.HEALTHY);
        publisher.setTrial(id, on, current);
    }

    /** Checks the instances that are due. @return when the next one is due */
    Instant checkDue(Instant now) {
        updateAll(now);
        List<InstanceHealth> due = instances.values().stream()
                .filter(instance -> instance.schedule.isDue(now))
                .toList();
        List<ResourceSample> samples = due.isEmpty() ? List.of() : sample(now);
        samples.forEach(sample -> instances.get(sample.instance()).add(sample));
        HealthCheckExecutor.Results found = sources.checks.runAll(
                due.stream().map(instance -> instance.id).toList(), instances.keySet(), config.checkTimeout());
        overall = found.overall();
        for (InstanceHealth instance : due) {
            evaluate(instance, Optional.of(found.of(instance.id)), now);
            instance.newSilence().ifPresent(why -> actions.reportSilence(instance.id, why));
        }
        if (!samples.isEmpty()) {
            publisher.sampled(samples);
        }
        publisher.publish(instances.values(), now);
        due.forEach(instance -> act(instance, now));
        return instances.values().stream()
                .map(instance -> instance.schedule.nextDue())
                .min(Comparator.naturalOrder())
                .orElse(now.plus(config.interval()));
    }

    /**
     * Evaluates instances whose state changed.
     *
     * @param failures the instances, with the number of failures of each since the last call
     * @return whether one of them is due because it is a new program
     */
    boolean statesChanged(Map<InstanceId, Integer> failures, Instant now) {
        failures.forEach((id, times) -> {
            processes.status(id).ifPresentOrElse(status -> update(status, now), () -> forget(id));
            find(id).ifPresent(instance -> {
                instance.recordFailures(times, now);
                evaluate(instance, Optional.empty(), now);
            });
        });
        publisher.publish(instances.values(), now);
        return failures.keySet().stream()
                .map(instances::get)
                .anyMatch(instance -> instance != null && instance.schedule.isDue(now));
    }

    private void updateAll(Instant now) {
        Set<InstanceId> gone = new HashSet<>(instances.keySet());
        for (ProcessStatus status : processes.list()) {
            gone.remove(status.id());
            update(status, now);
        }
        gone.forEach(this::forget);
    }

    private void update(ProcessStatus status, Instant now) {
        InstanceId id = status.id();
        instances
                .computeIfAbsent(id, i -> new InstanceHealth(status, now))
                .update(status, processes.definition(id.process(), id.mode()));
    }

    private void forget(InstanceId id) {
        instances.remove(id);
        sources.sampler.forget(id);
        actions.forget(id);
    }

    private List<ResourceSample> sample(Instant now) {
        List<ProcessStatus> all =
                instances.values().stream().map(InstanceHealth::status).toList();
        return sources.sampler.sampleAll(
                all, status -> instances.get(status.id()).schedule.isDue(now), now);
    }

    /** While a fix is tried only the state counts. */
    private void evaluate(InstanceHealth instance, Optional<List<Finding>> checked, Instant now) {
        boolean onTrial = publisher.isOnTrial(instance.id);
        instance.evaluate(onTrial ? Optional.empty() : checked, thresholds(instance.id), now);
    }

    /** The configured thresholds, with the start time that learning has found the process to need. */
    private Thresholds thresholds(InstanceId id) {
        Thresholds configured = config.thresholds();
        return tuning.tuning(id.process(), id.mode())
                .startTimeout()
                .map(configured::withGrace)
                .orElse(configured);
    }

    private void act(InstanceHealth instance, Instant now) {
        boolean mayAct = instance.status().state() == ProcessState.RUNNING && !publisher.isOnTrial(instance.id);
        Decision decision = mayAct ? RecoveryPolicy.decide(input(instance)) : Decision.NOTHING;
        if (mayAct && actions.carryOut(instance.id, decision, instance.restartWindow(), now)) {
            instance.recordHealthRestart(now);
        }
        instance.scheduleNext(decision.action() != Action.NONE, config, now);
    }

    private Input input(InstanceHealth instance) {
        return new Input(
                instance.findings(),
                instance.hysteresis,
                publisher.isCritical(instance),
                config.thresholds().checks());
    }
}
