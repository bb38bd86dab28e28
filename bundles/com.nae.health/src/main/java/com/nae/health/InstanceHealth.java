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
 * What the monitor knows of one instance. Written by the monitor's thread; what is volatile or synchronized is read by
 * all.
 */
final class InstanceHealth {
    private static final int KEPT = 30;
    /** CPU is known from the second sample on. */
    private static final Duration SECOND_SAMPLE = Duration.ofSeconds(1);

    final InstanceId id;
    final Hysteresis hysteresis = new Hysteresis();
    private final Deque<ResourceSample> samples = new ArrayDeque<>();
    private final Deque<Instant> failures = new ArrayDeque<>();
    private final Deque<Instant> healthRestarts = new ArrayDeque<>();
    private volatile HealthReport report;
    private Optional<Duration> asked = Optional.empty();
    private Instant nextDue = Instant.MIN;
    private Instant dueEarly = Instant.MIN;
    private Instant watchedUntil = Instant.MIN;
    private Instant settled = Instant.MIN;
    private boolean watchable = true;
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

    /** The last sample, while it runs. */
    Optional<ResourceSample> current() {
        return status.pid().isPresent() ? last() : Optional.empty();
    }

    synchronized void add(ResourceSample sample) {
        if (samples.size() == KEPT) {
            samples.removeFirst();
        }
        samples.addLast(sample);
    }

    /** Forgets what was measured of an earlier program. */
    void update(ProcessStatus status, Optional<ProcessDefinition> definition) {
        this.status = status;
        this.definition = definition;
        if (!pid.equals(status.pid())) {
            pid = status.pid();
            hysteresis.clear();
            makeDue();
        }
    }

    /** Notes that it failed: ended, or was ended, and not because somebody or the clock asked for it. */
    void recordFailures(int times, Instant now) {
        for (int i = 0; i < times; i++) {
            failures.addLast(now);
        }
    }

    /** Judges it; {@code round} says that this is a check, whose measures count. */
    void evaluate(Optional<List<Finding>> round, Thresholds thresholds, Instant now) {
        Duration window = definition.map(d -> d.restart().window()).orElse(Duration.ofMinutes(10));
        drop(failures, now.minus(window));
        drop(healthRestarts, now.minus(window));
        InstanceSnapshot facts = new InstanceSnapshot(now, status, definition, current(), failures.size(), settled);
        round.ifPresent(checks -> {
            List<Finding> measured = new ArrayList<>(SampleRules.findings(facts, thresholds));
            measured.addAll(checks);
            hysteresis.record(measured, thresholds.checks());
        });
        List<Finding> held = hysteresis.findings();
        findings = new ArrayList<>(StateRules.findings(facts, thresholds));
        findings.removeIf(unknown -> unknown.level().isEmpty()
                && held.stream().anyMatch(better -> better.check().equals(unknown.check())));
        findings.addAll(held);
    }

    /** The clock has made a step: times that it told before are compared with those of now no more. */
    void clockStepped(Instant now) {
        settled = now;
        failures.removeIf(at -> at.isAfter(now));
        healthRestarts.removeIf(at -> at.isAfter(now));
        watchedUntil = now;
        makeDue();
    }

    /** Why it counts as silent, once each time that it has come to. */
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

    int healthRestarts() {
        return healthRestarts.size();
    }

    /** Notes that it was restarted for its health; what was measured before counts no more. */
    void recordHealthRestart(Instant now) {
        healthRestarts.addLast(now);
        recordFailures(1, now);
        hysteresis.clear();
    }

    void requestInterval(Optional<Duration> interval) {
        asked = interval;
        makeDue();
    }

    void makeDue() {
        nextDue = Instant.MIN;
        dueEarly = Instant.MIN;
    }

    /**
     * Whether it is sampled in a round: one that is nearly due is taken along, so that those which were started apart
     * share their rounds.
     */
    boolean isDue(Instant now) {
        return !dueEarly.isAfter(now);
    }

    Instant nextDue() {
        return nextDue;
    }

    /** Sets when it is sampled next. It is watched for a bounded time, anew each time it turned from well to unwell. */
    void scheduleNext(boolean watch, Config config, Instant now) {
        if (watch && watchable) {
            watchedUntil = now.plus(config.interval().multipliedBy(10));
        }
        watchable = !watch;
        Duration usual = asked.orElse(config.interval());
        boolean closely =
                watch && now.isBefore(watchedUntil) && config.watchInterval().compareTo(usual) < 0;
        boolean fresh = last().filter(
                        sample -> sample.at().equals(now) && sample.cpuPercent().isEmpty())
                .isPresent();
        Duration wait =
                fresh && usual.compareTo(SECOND_SAMPLE) > 0 ? SECOND_SAMPLE : closely ? config.watchInterval() : usual;
        nextDue = now.plus(wait);
        dueEarly = nextDue.minus(wait.dividedBy(10));
    }

    private static void drop(Deque<Instant> times, Instant before) {
        while (!times.isEmpty() && times.peekFirst().isBefore(before)) {
            times.removeFirst();
        }
    }
}
