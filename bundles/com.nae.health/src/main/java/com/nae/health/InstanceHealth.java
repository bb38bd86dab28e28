package com.nae.health;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthReport;
import com.nae.api.health.ResourceSample;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessStatus;
import com.nae.health.level.Hysteresis;
import com.nae.health.level.InstanceSnapshot;
import com.nae.health.level.SampleRules;
import com.nae.health.level.StateRules;
import com.nae.health.level.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the monitor knows about one instance: samples, failures, findings and the current report. Written by the
 * monitor's thread; volatile and synchronized members may be read by any thread.
 */
final class InstanceHealth {
    private static final int MAX_SAMPLES = 30;
    private static final Duration DEFAULT_WINDOW = Duration.ofMinutes(10);

    final InstanceId id;
    final Hysteresis hysteresis = new Hysteresis();
    final SamplingSchedule schedule = new SamplingSchedule();
    private final Deque<ResourceSample> samples = new ArrayDeque<>();
    private final Deque<Instant> failures = new ArrayDeque<>();
    private volatile HealthReport report;
    private Instant lastClockStep = Instant.MIN;
    private boolean silent;
    private OptionalLong pid = OptionalLong.empty();
    private volatile ProcessStatus status;
    private volatile Optional<ProcessDefinition> definition = Optional.empty();
    private List<Finding> findings = List.of();

    InstanceHealth(ProcessStatus status, Instant now) {
        id = status.id();
        this.status = status;
        report = HealthReport.healthy(now);
    }

    ProcessStatus status() {
        return status;
    }

    Optional<ProcessDefinition> definition() {
        return definition;
    }

    HealthReport report() {
        return report;
    }

    void report(HealthReport next) {
        report = next;
    }

    synchronized List<ResourceSample> samples() {
        return List.copyOf(samples);
    }

    synchronized Optional<ResourceSample> last() {
        return Optional.ofNullable(samples.peekLast());
    }

    /** The last sample, while the instance runs. */
    Optional<ResourceSample> current() {
        return status.pid().isPresent() ? last() : Optional.empty();
    }

    synchronized void add(ResourceSample sample) {
        if (samples.size() == MAX_SAMPLES) {
            samples.removeFirst();
        }
        samples.addLast(sample);
    }

    /** Takes the current status. Measurements of an earlier program are dropped. */
    void update(ProcessStatus status, Optional<ProcessDefinition> definition) {
        this.status = status;
        this.definition = definition;
        if (!pid.equals(status.pid())) {
            pid = status.pid();
            hysteresis.clear();
            schedule.makeDue();
        }
    }

    /** The time within which restarts count towards its budget. */
    Duration restartWindow() {
        return definition.map(d -> d.restart().window()).orElse(DEFAULT_WINDOW);
    }

    /** Records failures: the program exited, or was killed, and neither a request nor a schedule was the cause. */
    void recordFailures(int times, Instant now) {
        for (int i = 0; i < times; i++) {
            failures.addLast(now);
        }
    }

    /**
     * Evaluates the rules.
     *
     * @param checked the findings of health checks in this round; empty between two rounds, when only the state counts
     */
    void evaluate(Optional<List<Finding>> checked, Thresholds thresholds, Instant now) {
        dropBefore(failures, now.minus(restartWindow()));
        InstanceSnapshot snapshot =
                new InstanceSnapshot(now, status, definition, current(), failures.size(), lastClockStep);
        checked.ifPresent(found -> {
            List<Finding> measured = new ArrayList<>(SampleRules.findings(snapshot, thresholds));
            measured.addAll(found);
            hysteresis.record(measured, thresholds.checks());
        });
        List<Finding> steady = hysteresis.findings();
        findings = new ArrayList<>(StateRules.findings(snapshot, thresholds));
        // A check may know what the state does not say, for example why a probe has no result.
        findings.removeIf(unknown -> unknown.level().isEmpty()
                && steady.stream().anyMatch(known -> known.check().equals(unknown.check())));
        findings.addAll(steady);
    }

    /** After a step of the clock, earlier times are not compared with later ones. */
    void clockStepped(Instant now) {
        lastClockStep = now;
        failures.removeIf(at -> at.isAfter(now));
        schedule.clockStepped(now);
    }

    /** Why the instance counts as silent; present only in the round in which it becomes so. */
    Optional<String> newSilence() {
        Optional<String> why = findings.stream()
                .filter(finding -> finding.check().equals(SampleRules.SILENCE))
                .map(Finding::reason)
                .findFirst();
        boolean before = silent;
        silent = why.isPresent();
        return why.filter(reason -> !before);
    }

    List<Finding> findings() {
        return findings;
    }

    /** Records a restart because of its health. Earlier measurements are dropped. */
    void recordHealthRestart(Instant now) {
        recordFailures(1, now);
        hysteresis.clear();
    }

    /** Plans its next sample. */
    void scheduleNext(boolean watch, Config config, Instant now) {
        boolean lacksCpu = last().filter(sample -> sample.at().equals(now))
                .filter(sample -> sample.cpuPercent().isEmpty())
                .isPresent();
        schedule.plan(watch, lacksCpu, config, now);
    }

    private static void dropBefore(Deque<Instant> times, Instant limit) {
        while (!times.isEmpty() && times.peekFirst().isBefore(limit)) {
            times.removeFirst();
        }
    }
}
