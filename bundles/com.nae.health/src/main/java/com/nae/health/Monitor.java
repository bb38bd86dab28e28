package com.nae.health;

import com.nae.api.config.Settings;
import com.nae.api.healing.ChangeLog;
import com.nae.api.health.Finding;
import com.nae.api.health.HealthCheck;
import com.nae.api.health.HealthListener;
import com.nae.api.health.HealthMonitor;
import com.nae.api.health.HealthReport;
import com.nae.api.health.Sample;
import com.nae.api.health.SystemSample;
import com.nae.api.issue.IssueTracker;
import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessListener;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.State;
import com.nae.health.level.Reports;
import com.nae.health.probe.Probes;
import com.nae.health.sample.ProcessTable;
import com.nae.health.sample.Sampler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the health of every instance and of the whole. Its listener is registered by hand: as a service of its own it would close a circle. */
@Component(immediate = true, configurationPid = Monitor.PID)
public final class Monitor implements HealthMonitor {
    static final String PID = "com.nae.health";
    private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);

    /** How long a round waits for the checks that were dropped in. */
    private static final Duration MOMENT = Duration.ofMillis(200);

    private final List<HealthListener> listeners = new CopyOnWriteArrayList<>();
    private final Checks checks;
    private final Probes probes;
    private final Ward ward;
    private final Watchman watchman;
    private final Rounds rounds;
    private final ServiceRegistration<ProcessListener> changes;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile IssueTracker issues;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile ChangeLog changeLog;

    @Activate
    public Monitor(@Reference ProcessManager processes, BundleContext context, Map<String, Object> settings) {
        Home home = Home.of(context);
        Config config = Config.of(new Settings(settings));
        Set<Mode> real = home.modes().contains(Mode.LIVE) ? EnumSet.of(Mode.LIVE) : EnumSet.of(Mode.SANDBOX);
        Supplier<Optional<IssueTracker>> tracker = () -> Optional.ofNullable(issues);
        Acts acts = new Acts(processes, () -> Optional.ofNullable(changeLog), tracker);
        probes = new Probes(processes, context, acts::hung);
        checks = new Checks(MOMENT);
        checks.add(probes);
        Sampler sampler = new Sampler(ProcessTable.ofThisSystem(), tracker, probes::slowest, home.logs());
        ward = new Ward(processes, sampler, checks, acts, real, this::tell, config);
        watchman = new Watchman(home, this::tell);
        rounds = new Rounds(ward, watchman, config);
        changes = context.registerService(ProcessListener.class, event -> rounds.changed(event.id(), failed(event)), null);
        rounds.begin();
    }

    @Modified
    void modified(Map<String, Object> settings) {
        Config config = Config.of(new Settings(settings));
        LOG.info("Health is checked every {} s", config.interval().toMillis() / 1000.0);
        rounds.configure(config);
    }

    @Deactivate
    void stop() {
        changes.unregister();
        rounds.close();
        probes.close();
        checks.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCheck(HealthCheck check) {
        checks.add(check);
        rounds.soon();
    }

    void removeCheck(HealthCheck check) {
        rounds.gone(checks.remove(check));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(HealthListener listener) {
        listeners.add(listener);
    }

    void removeListener(HealthListener listener) {
        listeners.remove(listener);
    }

    @Override
    public HealthReport overall() {
        List<Finding> findings = new ArrayList<>(watchman.findings());
        findings.addAll(ward.overall());
        return Reports.of(ward.reports(), findings, Instant.now());
    }

    @Override
    public HealthReport of(Mode mode) {
        Map<InstanceId, HealthReport> reports = new TreeMap<>(ward.reports());
        reports.keySet().removeIf(id -> id.mode() != mode);
        return Reports.of(reports, List.of(), Instant.now());
    }

    @Override
    public HealthReport of(InstanceId instance) {
        return ward.chart(instance).map(Chart::report).orElseGet(() -> HealthReport.healthy(Instant.now()));
    }

    @Override
    public Optional<Sample> sample(InstanceId instance) {
        return ward.chart(instance).flatMap(Chart::current);
    }

    @Override
    public List<Sample> recent(InstanceId instance) {
        return ward.chart(instance).map(Chart::samples).orElse(List.of());
    }

    @Override
    public Optional<SystemSample> system() {
        return watchman.system();
    }

    @Override
    public void interval(InstanceId instance, Duration interval, String reason) {
        rounds.interval(instance, interval, reason);
    }

    @Override
    public void usual(InstanceId instance, String reason) {
        rounds.usual(instance, reason);
    }

    @Override
    public void trial(InstanceId instance, boolean on) {
        ward.trial(instance, on);
        rounds.changed(instance, false);
    }

    /** Whether a program ended, or was ended, for a reason that the restart rule judges: nobody asked for it. */
    private static boolean failed(ProcessEvent event) {
        return event.exited() && (event.now().state() == State.BACKOFF || event.now().state() == State.FATAL);
    }

    private void tell(Consumer<HealthListener> what) {
        for (HealthListener listener : listeners) {
            try {
                what.accept(listener);
            } catch (RuntimeException | LinkageError broken) {
                LOG.warn("A listener for health failed", broken);
            }
        }
    }
}
