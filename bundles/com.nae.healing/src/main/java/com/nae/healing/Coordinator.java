package com.nae.healing;

import com.nae.api.config.Settings;
import com.nae.api.evidence.RaisedExceptions;
import com.nae.api.healing.ChangeLog;
import com.nae.api.healing.FixRecord;
import com.nae.api.healing.Healer;
import com.nae.api.healing.HealingCoordinator;
import com.nae.api.healing.SourceInspectorFactory;
import com.nae.api.healing.TrackRecords;
import com.nae.api.health.HealthMonitor;
import com.nae.api.issue.IssueTracker;
import com.nae.api.operation.Home;
import com.nae.api.process.ProcessManager;
import com.nae.healing.context.CaseContext;
import com.nae.healing.context.Config;
import com.nae.healing.context.HealedProcesses;
import com.nae.healing.healers.DroppedBundles;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The healing service. It binds the services of other bundles, and passes events and decisions to the runtime of
 * healing.
 */
@Component(immediate = true, service = HealingCoordinator.class, configurationPid = "com.nae.healing")
public final class Coordinator implements HealingCoordinator {
    private final ProcessManager processes;
    private final EventInbox inbox;
    private final HealingRuntime runtime;
    private final List<SourceInspectorFactory> inspectors = new CopyOnWriteArrayList<>();
    private volatile HealthMonitor health;
    private volatile TrackRecords records;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile RaisedExceptions raised;

    private volatile Config config;

    @Activate
    public Coordinator(
            ComponentContext component,
            @Reference HealedProcesses processes,
            @Reference IssueTracker tracker,
            @Reference ChangeLog log,
            @Reference EventInbox inbox)
            throws IOException {
        this.processes = processes.manager();
        this.inbox = inbox;
        config = Config.of(new Settings(FrameworkUtil.asMap(component.getProperties())));
        CaseContext.Services services = new CaseContext.Services(
                processes,
                tracker,
                () -> Optional.ofNullable(health),
                () -> Optional.ofNullable(records),
                () -> Optional.ofNullable(raised),
                () -> List.copyOf(inspectors));
        runtime = new HealingRuntime(Home.of(component.getBundleContext()), () -> config, services, log);
        inbox.connect(runtime);
    }

    @Modified
    void modified(Map<String, Object> settings) {
        config = Config.of(new Settings(settings));
    }

    /**
     * Ends all cases. The recovery rules of health apply again to instances on trial. The next coordinator settles what
     * is unfinished.
     */
    @Deactivate
    void deactivate() {
        inbox.disconnect(runtime);
        runtime.stopCases();
        Optional.ofNullable(health)
                .ifPresent(monitor -> processes.list().forEach(status -> monitor.trial(status.id(), false)));
        runtime.close();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setHealth(HealthMonitor monitor) {
        health = monitor;
    }

    void unsetHealth(HealthMonitor monitor) {
        health = health == monitor ? null : health;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setRecords(TrackRecords trackRecords) {
        records = trackRecords;
    }

    void unsetRecords(TrackRecords trackRecords) {
        records = records == trackRecords ? null : records;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addInspectors(SourceInspectorFactory factory) {
        inspectors.add(factory);
        runtime.healersChanged();
    }

    void removeInspectors(SourceInspectorFactory factory) {
        inspectors.remove(factory);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addHealer(Healer healer) {
        Bundle bundle = FrameworkUtil.getBundle(healer.getClass());
        runtime.healers()
                .add(healer, bundle.getSymbolicName(), bundle.getVersion().toString(), DroppedBundles.identity(bundle));
        runtime.healersChanged();
    }

    void removeHealer(Healer healer) {
        runtime.healers().remove(healer);
    }

    @Override
    public List<FixRecord> fixes() {
        return runtime.fixes().newestFirst();
    }

    @Override
    public Optional<FixRecord> fix(String id) {
        return runtime.fixes().find(id);
    }

    @Override
    public List<HealerInfo> healers() {
        return runtime.healers().infos(Instant.now());
    }

    @Override
    public Outcome approve(String id, String by) {
        return runtime.decide(decisions -> decisions.approve(id, by));
    }

    @Override
    public Outcome apply(String id, String by) {
        return runtime.decide(decisions -> decisions.apply(id, by));
    }

    @Override
    public Outcome reject(String id, String by) {
        return runtime.decide(decisions -> decisions.reject(id, by));
    }

    @Override
    public Outcome rollback(String id, String by) {
        return runtime.decide(decisions -> decisions.rollback(id, by));
    }
}
