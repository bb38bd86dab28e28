package com.nae.health;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthReport;
import com.nae.api.health.Sample;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessStatus;
import com.nae.health.level.Facts;
import com.nae.health.level.MeasureRules;
import com.nae.health.level.StateRules;
import com.nae.health.level.Steady;
import com.nae.health.level.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the monitor knows of one instance. Written by the monitor's thread; what is volatile or synchronized is read by all. */
final class Chart {
    private static final int KEPT = 30;
    /** CPU is known from the second sample on. */
    private static final Duration SECOND_SAMPLE = Duration.ofSeconds(1);

    final InstanceId id;
    final Steady steady = new Steady();
    private final Deque<Sample> samples = new ArrayDeque<>();
    private final Deque<Instant> failures = new ArrayDeque<>();
    private final Deque<Instant> acts = new ArrayDeque<>();
    private volatile HealthReport report;
    private Optional<Duration> asked = Optional.empty();
    private Instant due = Instant.MIN;
    private Instant along = Instant.MIN;
    private Instant watchedUntil = Instant.MIN;
    private Instant settled = Instant.MIN;
    private boolean watchable = true;
    private boolean silent;
    private OptionalLong pid = OptionalLong.empty();
    private volatile ProcessStatus status;
    private volatile Optional<ProcessDefinition> definition = Optional.empty();
    private List<Finding> findings = List.of();

    Chart(ProcessStatus status, Instant now) {
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

    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    synchronized Optional<Sample> last() {
        return Optional.ofNullable(samples.peekLast());
    }

    /** The last sample, while it runs. */
    Optional<Sample> current() {
        return status.pid().isPresent() ? last() : Optional.empty();
    }

    synchronized void add(Sample sample) {
        if (samples.size() == KEPT) {
            samples.removeFirst();
        }
        samples.addLast(sample);
    }

    /** Forgets what was measured of an earlier program. */
    void follow(ProcessStatus status, Optional<ProcessDefinition> definition) {
        this.status = status;
        this.definition = definition;
        if (!pid.equals(status.pid())) {
            pid = status.pid();
            steady.clear();
            hasten();
        }
    }

    /** Notes that it failed: ended, or was ended, and not because somebody or the clock asked for it. */
    void failed(int times, Instant now) {
        for (int i = 0; i < times; i++) {
            failures.addLast(now);
        }
    }

    /** Judges it; {@code round} says that this is a check, whose measures count. */
    void judge(Optional<List<Finding>> round, Thresholds thresholds, Instant now) {
        Duration window = definition.map(d -> d.restart().window()).orElse(Duration.ofMinutes(10));
        drop(failures, now.minus(window));
        drop(acts, now.minus(window));
        Facts facts = new Facts(now, status, definition, current(), failures.size(), settled);
        round.ifPresent(checks -> {
            List<Finding> measured = new ArrayList<>(MeasureRules.of(facts, thresholds));
            measured.addAll(checks);
            steady.note(measured, thresholds.checks());
        });
        List<Finding> held = steady.holding();
        findings = new ArrayList<>(StateRules.of(facts, thresholds));
        findings.removeIf(unknown -> unknown.level().isEmpty() && held.stream().anyMatch(better -> better.check().equals(unknown.check())));
        findings.addAll(held);
    }

    /** The clock has made a step: times that it told before are compared with those of now no more. */
    void settle(Instant now) {
        settled = now;
        failures.removeIf(at -> at.isAfter(now));
        acts.removeIf(at -> at.isAfter(now));
        watchedUntil = now;
        hasten();
    }

    /** Why it counts as silent, once each time that it has come to. */
    Optional<String> fallenSilent() {
        Optional<String> why = findings.stream().filter(finding -> finding.check().equals(MeasureRules.SILENCE)).map(Finding::reason).findFirst();
        boolean before = silent;
        silent = why.isPresent();
        return why.filter(reason -> !before);
    }

    List<Finding> findings() {
        return findings;
    }

    int acts() {
        return acts.size();
    }

    /** Notes that it was restarted for its health; what was measured before counts no more. */
    void acted(Instant now) {
        acts.addLast(now);
        failed(1, now);
        steady.clear();
    }

    void ask(Optional<Duration> interval) {
        asked = interval;
        hasten();
    }

    void hasten() {
        due = Instant.MIN;
        along = Instant.MIN;
    }

    /** Whether it is sampled in a round: one that is nearly due is taken along, so that those which were started apart share their rounds. */
    boolean dueAt(Instant now) {
        return !along.isAfter(now);
    }

    Instant due() {
        return due;
    }

    /** Sets when it is sampled next. It is watched for a bounded time, anew each time it turned from well to unwell. */
    void next(boolean watch, Config config, Instant now) {
        if (watch && watchable) {
            watchedUntil = now.plus(config.interval().multipliedBy(10));
        }
        watchable = !watch;
        Duration usual = asked.orElse(config.interval());
        boolean closely = watch && now.isBefore(watchedUntil) && config.watchInterval().compareTo(usual) < 0;
        boolean fresh = last().filter(sample -> sample.at().equals(now) && sample.cpuPercent().isEmpty()).isPresent();
        Duration wait = fresh && usual.compareTo(SECOND_SAMPLE) > 0 ? SECOND_SAMPLE : closely ? config.watchInterval() : usual;
        due = now.plus(wait);
        along = due.minus(wait.dividedBy(10));
    }

    private static void drop(Deque<Instant> times, Instant before) {
        while (!times.isEmpty() && times.peekFirst().isBefore(before)) {
            times.removeFirst();
        }
    }
}
