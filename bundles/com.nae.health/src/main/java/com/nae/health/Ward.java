package com.nae.health;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthListener;
import com.nae.api.health.HealthReport;
import com.nae.api.health.Level;
import com.nae.api.health.Sample;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessStatus;
import com.nae.api.process.State;
import com.nae.health.level.Recovery;
import com.nae.health.level.Recovery.Act;
import com.nae.health.level.Recovery.Case;
import com.nae.health.level.Recovery.Decision;
import com.nae.health.level.Thresholds;
import com.nae.health.sample.Sampler;
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

/** All instances with their charts: samples and judges those that are due, publishes reports, acts. Lives on the monitor's thread but for what is said. */
final class Ward {
    private final ProcessManager processes;
    private final Sampler sampler;
    private final Checks checks;
    private final Acts acts;
    private final Consumer<Consumer<HealthListener>> listeners;
    private final Bulletin bulletin;
    private final Map<InstanceId, Chart> charts = new ConcurrentSkipListMap<>();
    private volatile List<Finding> overall = List.of();
    private Config config;

    /** @param criticalModes in which a critical process makes the whole CRITICAL */
    Ward(ProcessManager processes, Sampler sampler, Checks checks, Acts acts, Set<Mode> criticalModes, Consumer<Consumer<HealthListener>> listeners, Config config) {
        this.processes = processes;
        this.sampler = sampler;
        this.checks = checks;
        this.acts = acts;
        this.listeners = listeners;
        bulletin = new Bulletin(criticalModes, listeners);
        this.config = config;
    }

    /** What holds from now on; everything is looked at again at once. */
    void configure(Config next) {
        config = next;
        charts.values().forEach(Chart::hasten);
    }

    /** The clock has made a step: everything is looked at again at once, and what is measured counts after the grace. */
    void settle(Instant now) {
        charts.values().forEach(chart -> chart.settle(now));
    }

    /** Forgets what checks that are gone had found. */
    void forget(Set<String> findings) {
        charts.values().forEach(chart -> chart.steady.forget(findings));
        overall = overall.stream().filter(finding -> !findings.contains(finding.check())).toList();
    }

    /** The chart of an instance, for any thread. */
    Optional<Chart> chart(InstanceId id) {
        return Optional.ofNullable(charts.get(id));
    }

    /** The reports of instances, for any thread. */
    Map<InstanceId, HealthReport> reports() {
        Map<InstanceId, HealthReport> reports = new TreeMap<>();
        charts.forEach((id, chart) -> reports.put(id, chart.report()));
        return reports;
    }

    /** What dropped-in checks found about the whole, for any thread. */
    List<Finding> overall() {
        return overall;
    }

    /** Keeps the level from getting worse, and the hands off an instance, while a fix is tried; for any thread. */
    void trial(InstanceId id, boolean on) {
        bulletin.trial(id, on, chart(id).map(chart -> chart.report().level()).orElse(Level.HEALTHY));
    }

    /** Checks what is due. @return when the next is */
    Instant round(Instant now) {
        follow(now);
        List<Chart> due = charts.values().stream().filter(chart -> chart.dueAt(now)).toList();
        List<Sample> samples = due.isEmpty() ? List.of() : sampler.round(charts.values().stream().map(Chart::status).toList(),
                status -> charts.get(status.id()).dueAt(now), now);
        samples.forEach(sample -> charts.get(sample.instance()).add(sample));
        Checks.Found found = checks.ask(due.stream().map(chart -> chart.id).toList(), charts.keySet(), config.checkTimeout());
        overall = found.overall();
        for (Chart chart : due) {
            judge(chart, Optional.of(found.of(chart.id)), now);
            chart.fallenSilent().ifPresent(why -> acts.silent(chart.id, why));
        }
        if (!samples.isEmpty()) {
            listeners.accept(listener -> listener.sampled(samples));
        }
        bulletin.publish(charts.values(), now);
        due.forEach(chart -> act(chart, now));
        return charts.values().stream().map(Chart::due).min(Comparator.naturalOrder()).orElse(now.plus(config.interval()));
    }

    /** Judges by their state those that changed, with how often each has failed. @return whether a program is new and was not sampled yet */
    boolean changed(Map<InstanceId, Integer> failures, Instant now) {
        failures.forEach((id, times) -> {
            processes.status(id).ifPresentOrElse(status -> follow(status, now), () -> forget(id));
            chart(id).ifPresent(chart -> {
                chart.failed(times, now);
                judge(chart, Optional.empty(), now);
            });
        });
        bulletin.publish(charts.values(), now);
        return failures.keySet().stream().map(charts::get).anyMatch(chart -> chart != null && chart.dueAt(now));
    }

    /** Keeps a chart for each instance there is. */
    private void follow(Instant now) {
        Set<InstanceId> gone = new HashSet<>(charts.keySet());
        for (ProcessStatus status : processes.list()) {
            gone.remove(status.id());
            follow(status, now);
        }
        gone.forEach(this::forget);
    }

    private void follow(ProcessStatus status, Instant now) {
        InstanceId id = status.id();
        charts.computeIfAbsent(id, i -> new Chart(status, now)).follow(status, processes.definition(id.process(), id.mode()));
    }

    private void forget(InstanceId id) {
        charts.remove(id);
        sampler.forget(id);
        acts.forget(id);
    }

    /** While a fix is tried only the state counts. */
    private void judge(Chart chart, Optional<List<Finding>> round, Instant now) {
        chart.judge(bulletin.onTrial(chart.id) ? Optional.empty() : round, thresholds(chart.id), now);
    }

    /** With the time that the starts of a process have been seen to need. */
    private Thresholds thresholds(InstanceId id) {
        Thresholds usual = config.thresholds();
        return processes.tuning(id.process(), id.mode()).startTimeout().map(usual::withGrace).orElse(usual);
    }

    private void act(Chart chart, Instant now) {
        boolean watched = chart.status().state() == State.RUNNING && !bulletin.onTrial(chart.id);
        Decision decision = watched ? Recovery.decide(new Case(chart.findings(), chart.steady, bulletin.critical(chart), config.thresholds().checks(), chart.acts(),
                chart.definition().map(d -> d.restart().threshold()).orElse(3))) : Decision.NOTHING;
        if (acts.carryOut(chart.id, decision, now)) {
            chart.acted(now);
        }
        chart.next(decision.act() != Act.NONE, config, now);
    }
}
