package com.nae.health;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthListener;
import com.nae.api.health.HealthReport;
import com.nae.api.health.ResourceSample;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Dependency;
import com.nae.health.level.DependencyRules;
import com.nae.health.level.HealthReports;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the report of each instance from its findings, and notifies the listeners of samples and of each level change.
 */
final class ReportPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(ReportPublisher.class);

    private final Set<Mode> criticalModes;
    private final Consumer<Consumer<HealthListener>> listeners;
    /** The level of each instance when a trial of a fix began on it. */
    private final Map<InstanceId, HealthLevel> trials = new ConcurrentHashMap<>();

    /**
     * @param criticalModes modes in which an unhealthy critical process is CRITICAL
     * @param listeners calls an action for every listener
     */
    ReportPublisher(Set<Mode> criticalModes, Consumer<Consumer<HealthListener>> listeners) {
        this.criticalModes = criticalModes;
        this.listeners = listeners;
    }

    /** While a fix is tried, the level gets no worse than it was before. For any thread. */
    void setTrial(InstanceId id, boolean on, HealthLevel current) {
        if (on) {
            trials.putIfAbsent(id, current);
        } else {
            trials.remove(id);
        }
    }

    boolean isOnTrial(InstanceId id) {
        return trials.containsKey(id);
    }

    boolean isCritical(InstanceHealth instance) {
        return criticalModes.contains(instance.id.mode())
                && instance.definition().filter(ProcessDefinition::critical).isPresent();
    }

    /** Notifies the listeners of new samples. */
    void sampled(List<ResourceSample> samples) {
        listeners.accept(listener -> listener.sampled(samples));
    }

    /** Reports on all instances: first each by its own findings, then with what spreads along dependencies. */
    void publish(Collection<InstanceHealth> instances, Instant now) {
        HealthReport healthy = HealthReport.healthy(now);
        Map<InstanceId, HealthReport> unhealthy = new TreeMap<>();
        for (InstanceHealth instance : instances) {
            HealthReport own = report(instance, instance.findings(), healthy);
            if (own.level().compareTo(HealthLevel.UNHEALTHY) >= 0) {
                unhealthy.put(instance.id, own);
            }
        }
        for (InstanceHealth instance : instances) {
            List<Finding> findings = new ArrayList<>(instance.findings());
            findings.addAll(DependencyRules.findings(instance.id, dependencies(instance), unhealthy));
            update(instance, report(instance, findings, healthy));
        }
    }

    private static List<Dependency> dependencies(InstanceHealth instance) {
        return instance.definition().map(ProcessDefinition::dependsOn).orElse(List.of());
    }

    /** @param healthy is shared by all healthy instances, which saves a report for each in every round */
    private HealthReport report(InstanceHealth instance, List<Finding> findings, HealthReport healthy) {
        HealthReport report = findings.isEmpty() ? healthy : HealthReports.of(findings, healthy.at());
        HealthReport rated = isCritical(instance) ? HealthReports.raiseToCritical(report) : report;
        return Optional.ofNullable(trials.get(instance.id))
                .map(before -> HealthReports.onTrial(rated, before))
                .orElse(rated);
    }

    private void update(InstanceHealth instance, HealthReport now) {
        HealthReport before = instance.report();
        instance.report(now);
        if (before.level() != now.level()) {
            String reasons = now.reasons().isEmpty() ? "" : ": " + String.join("; ", now.reasons());
            LOG.info("{} is {}{}", instance.id, now.level(), reasons);
            listeners.accept(listener -> listener.changed(instance.id, before, now));
        }
    }
}
