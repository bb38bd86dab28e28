package com.nae.health;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthListener;
import com.nae.api.health.HealthReport;
import com.nae.api.health.Sample;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessStatus;
import com.nae.api.process.State;
import com.nae.health.level.Dependencies;
import com.nae.health.level.Recovery;
import com.nae.health.level.Recovery.Act;
import com.nae.health.level.Recovery.Case;
import com.nae.health.level.Recovery.Decision;
import com.nae.health.level.Reports;
import com.nae.health.sample.Sampler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All instances with their charts: samples and judges those that are due, publishes reports, acts. Lives on the monitor's thread but for what is said. */
final class Ward {
    private static final Logger LOG = LoggerFactory.getLogger(Ward.class);

    private final ProcessManager processes;
    private final Sampler sampler;
    private final Checks checks;
    private final Acts acts;
    private final Set<Mode> criticalModes;
    private final Consumer<Consumer<HealthListener>> listeners;
    private final Map<InstanceId, Chart> charts = new ConcurrentSkipListMap<>();
    private final Set<InstanceId> trials = ConcurrentHashMap.newKeySet();
    private volatile List<Finding> overall = List.of();
    private Config config;

    /** @param criticalModes in which a critical process makes the whole CRITICAL */
    Ward(ProcessManager processes, Sampler sampler, Checks checks, Acts acts, Set<Mode> criticalModes, Consumer<Consumer<HealthListener>> listeners, Config config) {
        this.processes = processes;
        this.sampler = sampler;
        this.checks = checks;
        this.acts = acts;
        this.criticalModes = criticalModes;
        this.listeners = listeners;
        this.config = config;
    }

    /** What holds from now on; everything is looked at again at once. */
    void configure(Config next) {
        config = next;
        charts.values().forEach(Chart::hasten);
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

    /** Keeps the level and the hands off an instance while a fix is tried, for any thread. */
    void trial(InstanceId id, boolean on) {
        if (on) {
            trials.add(id);
        } else {
            trials.remove(id);
        }
    }

    /** Checks what is due. @return when the next is */
    Instant round(Instant now) {
        List<ProcessStatus> all = follow(now);
        Predicate<ProcessStatus> isDue = status -> charts.get(status.id()).dueAt(now);
        List<ProcessStatus> due = all.stream().filter(isDue).toList();
        List<Sample> samples = due.isEmpty() ? List.of() : sampler.round(all, isDue, now);
        samples.forEach(sample -> charts.get(sample.instance()).add(sample));
        Checks.Found found = checks.ask(due.stream().map(ProcessStatus::id).toList(), charts.keySet(), config.checkTimeout());
        overall = found.overall();
        due.forEach(status -> {
            judge(status, Optional.of(found.of(status.id())), now);
            charts.get(status.id()).fallenSilent().ifPresent(why -> acts.silent(status.id(), why));
        });
        if (!samples.isEmpty()) {
            listeners.accept(listener -> listener.sampled(samples));
        }
        publish(now);
        due.forEach(status -> act(status, now));
        return charts.values().stream().map(Chart::due).min(Comparator.naturalOrder()).orElse(now.plus(config.interval()));
    }

    /** Judges by their state those that changed. @return whether a program is new and was not sampled yet */
    boolean changed(Collection<InstanceId> ids, Instant now) {
        follow(now).stream().filter(status -> ids.contains(status.id())).forEach(status -> judge(status, Optional.empty(), now));
        publish(now);
        return ids.stream().map(charts::get).anyMatch(chart -> chart != null && chart.dueAt(now));
    }

    /** Keeps a chart for each instance there is. */
    private List<ProcessStatus> follow(Instant now) {
        List<ProcessStatus> all = processes.list();
        Set<InstanceId> gone = new HashSet<>(charts.keySet());
        for (ProcessStatus status : all) {
            gone.remove(status.id());
            charts.computeIfAbsent(status.id(), id -> new Chart(status, now)).follow(status, now);
        }
        gone.forEach(id -> {
            charts.remove(id);
            sampler.forget(id);
            acts.forget(id);
        });
        return all;
    }

    private void judge(ProcessStatus status, Optional<List<Finding>> round, Instant now) {
        if (!trials.contains(status.id())) {
            charts.get(status.id()).judge(status, definition(status.id()), round, config.thresholds(), now);
        }
    }

    private Optional<ProcessDefinition> definition(InstanceId id) {
        return processes.definition(id.process(), id.mode());
    }

    private void publish(Instant now) {
        Map<InstanceId, HealthReport> own = new TreeMap<>();
        charts.forEach((id, chart) -> own.put(id, trials.contains(id) ? chart.report() : lifted(id, Reports.of(chart.findings(), now))));
        charts.forEach((id, chart) -> {
            if (!trials.contains(id)) {
                List<Finding> findings = new ArrayList<>(chart.findings());
                findings.addAll(Dependencies.of(id, definition(id).map(ProcessDefinition::dependsOn).orElse(List.of()), own));
                tell(chart, lifted(id, Reports.of(findings, now)));
            }
        });
    }

    private HealthReport lifted(InstanceId id, HealthReport report) {
        return critical(id) ? Reports.critical(report) : report;
    }

    private boolean critical(InstanceId id) {
        return criticalModes.contains(id.mode()) && definition(id).filter(ProcessDefinition::critical).isPresent();
    }

    private void tell(Chart chart, HealthReport now) {
        HealthReport before = chart.report();
        chart.report(now);
        if (before.level() != now.level()) {
            LOG.info("{} is {}{}", chart.id, now.level(), now.reasons().isEmpty() ? "" : ": " + String.join("; ", now.reasons()));
            listeners.accept(listener -> listener.changed(chart.id, before, now));
        }
    }

    private void act(ProcessStatus status, Instant now) {
        Chart chart = charts.get(status.id());
        boolean watched = status.state() == State.RUNNING && !trials.contains(status.id());
        Decision decision = watched ? Recovery.decide(new Case(chart.findings(), chart.steady, critical(status.id()), config.thresholds().checks(), chart.acts(),
                definition(status.id()).map(d -> d.restart().threshold()).orElse(3))) : new Decision(Act.NONE, "");
        if (acts.carryOut(status.id(), decision, now)) {
            chart.acted(now);
        }
        chart.next(decision.act() != Act.NONE, config, now);
    }
}
