package com.nae.learning;

import com.nae.api.config.Settings;
import com.nae.api.healing.ChangeLog;
import com.nae.api.healing.HealingCoordinator;
import com.nae.api.health.HealthMonitor;
import com.nae.api.history.History;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueTracker;
import com.nae.api.learning.Anomaly;
import com.nae.api.learning.AppliedEnhancement;
import com.nae.api.learning.Enhancement;
import com.nae.api.learning.ErrorGroup;
import com.nae.api.learning.Forecast;
import com.nae.api.learning.LearningEngine;
import com.nae.api.learning.PatternRecord;
import com.nae.api.learning.PreemptiveRestart;
import com.nae.api.operation.Home;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.RestartBudget;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
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
 * The learning engine as a service. Its listeners are registered by hand: as components they would make healing, health
 * and learning wait for each other in a circle.
 */
@Component(immediate = true, configurationPid = LearningEngineService.PID)
public final class LearningEngineService implements LearningEngine {
    static final String PID = "com.nae.learning";

    private final BundleContext context;
    private final TrackRecordService trackRecords;
    private final IssueTracker issues;
    private final LearningLoop loop;
    private final LearningThread thread;
    private final List<Enhancement> enhancements = new CopyOnWriteArrayList<>();
    private final List<ServiceRegistration<?>> listeners;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile History history;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile HealingCoordinator healing;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ChangeLog changeLog;

    @Reference
    private RestartBudget budget;

    @Activate
    public LearningEngineService(
            @Reference ProcessManager processes,
            @Reference IssueTracker issues,
            @Reference HealthMonitor health,
            @Reference TrackRecordService trackRecords,
            ComponentContext component) {
        this.context = component.getBundleContext();
        this.trackRecords = trackRecords;
        this.issues = issues;
        Config config = Config.of(new Settings(FrameworkUtil.asMap(component.getProperties())));
        loop = new LearningLoop(services(processes, health), config);
        thread = new LearningThread(() -> loop.runRound(List.copyOf(enhancements), Instant.now()));
        listeners = new EventHandover(loop, thread).register(context);
        thread.runEvery(config.interval());
    }

    private RuntimeServices services(ProcessManager processes, HealthMonitor health) {
        return new RuntimeServices(
                processes,
                (id, what) -> budget.spend(id, what),
                issues,
                health,
                trackRecords,
                Home.of(context),
                () -> Optional.ofNullable(history),
                () -> Optional.ofNullable(healing),
                () -> Optional.ofNullable(changeLog));
    }

    @Modified
    void modified(Map<String, Object> settings) {
        Config config = Config.of(new Settings(settings));
        thread.execute(() -> loop.configure(config));
        thread.runEvery(config.interval());
    }

    @Deactivate
    void stop() {
        listeners.forEach(ServiceRegistration::unregister);
        thread.close();
        loop.saveFloors();
        if (context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() != Bundle.STOPPING) {
            loop.withdrawEnhancements();
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addEnhancement(Enhancement enhancement) {
        enhancements.add(enhancement);
    }

    void removeEnhancement(Enhancement enhancement) {
        enhancements.remove(enhancement);
        thread.execute(() -> loop.enhancementRemoved(enhancement));
    }

    @Override
    public List<ErrorGroup> groups() {
        return loop.snapshot().groups();
    }

    @Override
    public List<Forecast> forecasts() {
        return loop.snapshot().forecasts();
    }

    @Override
    public List<Anomaly> anomalies() {
        return loop.snapshot().anomalies();
    }

    @Override
    public List<PreemptiveRestart> announcements() {
        return loop.snapshot().announcements();
    }

    @Override
    public List<PreemptiveRestart> pastRestarts() {
        return loop.snapshot().pastRestarts();
    }

    @Override
    public List<AppliedEnhancement> enhancements() {
        return loop.snapshot().enhancements();
    }

    @Override
    public int enhancementsApplied() {
        return (int) loop.snapshot().enhancements().stream()
                .filter(AppliedEnhancement::inForce)
                .count();
    }

    @Override
    public List<PatternRecord> records() {
        return trackRecords.store().records();
    }

    @Override
    public String exportRecords() {
        return trackRecords.store().exportRecords();
    }

    @Override
    public int importRecords(String json) {
        return trackRecords.store().importRecords(json);
    }

    @Override
    public int forget(String what) {
        Set<String> fingerprints = issues.list().stream()
                .filter(i -> i.process().equals(what) || i.id().equals(what))
                .map(Issue::fingerprint)
                .collect(Collectors.toSet());
        fingerprints.add(what);
        return trackRecords.store().forget(what, fingerprints);
    }
}
