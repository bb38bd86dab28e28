package com.nae.health;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthListener;
import com.nae.api.health.HealthReport;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
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

/** Makes reports out of what was found of each instance, and tells of each level that changed. */
final class ReportPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(ReportPublisher.class);

    private final Set<Mode> criticalModes;
    private final Consumer<Consumer<HealthListener>> listeners;
    /** The level that each instance had when a fix began to be tried on it. */
    private final Map<InstanceId, HealthLevel> trials = new ConcurrentHashMap<>();

    /** @param criticalModes in which a critical process makes the whole CRITICAL */
    ReportPublisher(Set<Mode> criticalModes, Consumer<Consumer<HealthListener>> listeners) {
        this.criticalModes = criticalModes;
        this.listeners = listeners;
    }

    /** A level gets no worse while a fix is tried. For any thread. */
    void setTrial(InstanceId id, boolean on, HealthLevel now) {
        if (on) {
            trials.putIfAbsent(id, now);
        } else {
            trials.remove(id);
        }
    }

    boolean onTrial(InstanceId id) {
        return trials.containsKey(id);
    }

    boolean isCritical(InstanceHealth chart) {
        return criticalModes.contains(chart.id.mode())
                && chart.definition().filter(ProcessDefinition::critical).isPresent();
    }

    /** Reports on all: first by what is known of each itself, then with what spreads along dependencies. */
    void publish(Collection<InstanceHealth> charts, Instant now) {
        HealthReport healthy = HealthReport.healthy(now);
        Map<InstanceId, HealthReport> sick = new TreeMap<>();
        for (InstanceHealth chart : charts) {
            HealthReport own = report(chart, chart.findings(), healthy);
            if (own.level().compareTo(HealthLevel.UNHEALTHY) >= 0) {
                sick.put(chart.id, own);
            }
        }
        for (InstanceHealth chart : charts) {
            List<Finding> findings = new ArrayList<>(chart.findings());
            findings.addAll(DependencyRules.findings(
                    chart.id,
                    chart.definition().map(ProcessDefinition::dependsOn).orElse(List.of()),
                    sick));
            update(chart, report(chart, findings, healthy));
        }
    }

    private HealthReport report(InstanceHealth chart, List<Finding> findings, HealthReport healthy) {
        HealthReport report = findings.isEmpty() ? healthy : HealthReports.of(findings, healthy.at());
        HealthReport rated = isCritical(chart) ? HealthReports.critical(report) : report;
        return Optional.ofNullable(trials.get(chart.id))
                .map(before -> HealthReports.onTrial(rated, before))
                .orElse(rated);
    }

    private void update(InstanceHealth chart, HealthReport now) {
        HealthReport before = chart.report();
        chart.report(now);
        if (before.level() != now.level()) {
            LOG.info(
                    "{} is {}{}",
                    chart.id,
                    now.level(),
                    now.reasons().isEmpty() ? "" : ": " + String.join("; ", now.reasons()));
            listeners.accept(listener -> listener.changed(chart.id, before, now));
        }
    }
}
