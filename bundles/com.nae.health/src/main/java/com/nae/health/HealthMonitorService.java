package com.nae.health;

import com.nae.api.config.Settings;
import com.nae.api.healing.ChangeLog;
import com.nae.api.health.Finding;
import com.nae.api.health.HealthCheck;
import com.nae.api.health.HealthListener;
import com.nae.api.health.HealthMonitor;
import com.nae.api.health.HealthReport;
import com.nae.api.health.ResourceSample;
import com.nae.api.health.SystemSample;
import com.nae.api.issue.IssueTracker;
import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessListener;
import com.nae.api.process.ProcessState;
import com.nae.health.check.HealthCheckExecutor;
import com.nae.health.level.HealthReports;
import com.nae.health.probe.ProbeManager;
import com.nae.health.probe.ProbedProcesses;
import com.nae.health.sample.InstanceSampler;
import com.nae.health.sample.ProcessTable;
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

/**
 * The health monitor: assembles the parts of this bundle and publishes their results. Its process listener is
 * registered by hand, because a declared one would close a circle of references with the process manager.
 */
@Component(immediate = true, configurationPid = HealthMonitorService.PID)
public final class HealthMonitorService implements HealthMonitor {
    static final String PID = "com.nae.health";
    private static final Logger LOG = LoggerFactory.getLogger(HealthMonitorService.class);

    /** How long a round waits for dropped-in checks. */
    private static final Duration MAX_CHECK_WAIT = Duration.ofMillis(200);

    private final List<HealthListener> listeners = new CopyOnWriteArrayList<>();
    private final HealthCheckExecutor checks;
    private final ProbeManager probes;
    private final InstanceMonitors instances;
    private final SystemMonitor system;
    private final MonitorLoop loop;
    private final ServiceRegistration<ProcessListener> processListener;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile IssueTracker issues;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ChangeLog changeLog;

    @Activate
    public HealthMonitorService(
            @Reference ProbedProcesses processes, BundleContext context, Map<String, Object> settings) {
        Home home = Home.of(context);
        Config config = Config.of(new Settings(settings));
        Set<Mode> criticalModes = home.modes().contains(Mode.LIVE) ? EnumSet.of(Mode.LIVE) : EnumSet.of(Mode.SANDBOX);
        Supplier<Optional<IssueTracker>> tracker = () -> Optional.ofNullable(issues);
        SlowRetries retries = new SlowRetries(home.data().resolve("health").resolve("slow-retries"));
        RecoveryActions actions =
                new RecoveryActions(processes, () -> Optional.ofNullable(changeLog), tracker, retries);
        probes = new ProbeManager(processes, context, actions::livenessRestarted);
        checks = new HealthCheckExecutor(MAX_CHECK_WAIT);
        checks.add(probes);
        InstanceSampler sampler =
                new InstanceSampler(ProcessTable.forThisSystem(), tracker, probes::takeSlowestSeconds, home.logs());
        instances = new InstanceMonitors(
                new InstanceMonitors.Sources(processes, sampler, checks),
                actions,
                new ReportPublisher(criticalModes, this::notifyListeners),
                config);
        system = new SystemMonitor(home, this::notifyListeners);
        loop = new MonitorLoop(instances, system, config);
        processListener = context.registerService(ProcessListener.class, event -> changed(event, actions), null);
        loop.start();
    }

    @Modified
    void modified(Map<String, Object> settings) {
        Config config = Config.of(new Settings(settings));
        LOG.info("Health is checked every {} s", config.interval().toMillis() / 1000.0);
        loop.configure(config);
    }

    @Deactivate
    void stop() {
        processListener.unregister();
        loop.close();
        probes.close();
        checks.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCheck(HealthCheck check) {
        checks.add(check);
        loop.checkSoon();
    }

    void removeCheck(HealthCheck check) {
        loop.forgetFindings(checks.remove(check));
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
        List<Finding> findings = new ArrayList<>(system.findings());
        findings.addAll(instances.overall());
        return HealthReports.of(instances.reports(), findings, Instant.now());
    }

    @Override
    public HealthReport of(Mode mode) {
        Map<InstanceId, HealthReport> reports = new TreeMap<>(instances.reports());
        reports.keySet().removeIf(id -> id.mode() != mode);
        return HealthReports.of(reports, List.of(), Instant.now());
    }

    @Override
    public HealthReport of(InstanceId instance) {
        return instances
                .find(instance)
                .map(InstanceHealth::report)
                .orElseGet(() -> HealthReport.healthy(Instant.now()));
    }

    @Override
    public Optional<ResourceSample> sample(InstanceId instance) {
        return instances.find(instance).flatMap(InstanceHealth::current);
    }

    @Override
    public List<ResourceSample> recent(InstanceId instance) {
        return instances.find(instance).map(InstanceHealth::samples).orElse(List.of());
    }

    @Override
    public Optional<SystemSample> system() {
        return system.system();
    }

    @Override
    public void interval(InstanceId instance, Duration interval, String reason) {
        loop.setInterval(instance, interval, reason);
    }

    @Override
    public void resetInterval(InstanceId instance, String reason) {
        loop.resetInterval(instance, reason);
    }

    @Override
    public void trial(InstanceId instance, boolean on) {
        instances.setTrial(instance, on);
        loop.changed(instance, false);
    }

    private void changed(ProcessEvent event, RecoveryActions actions) {
        loop.execute(() -> actions.memoryMaxKilled(event));
        loop.changed(event.id(), failed(event));
    }

    /** Whether a program failed: it ended, or was killed, and neither a request nor a schedule was the cause. */
    private static boolean failed(ProcessEvent event) {
        return event.exited()
                && (event.now().state() == ProcessState.BACKOFF || event.now().state() == ProcessState.FATAL);
    }

    private void notifyListeners(Consumer<HealthListener> action) {
        for (HealthListener listener : listeners) {
            try {
                action.accept(listener);
            } catch (RuntimeException | LinkageError broken) {
                LOG.warn("A health listener failed", broken);
            }
        }
    }
}
