package com.nae.learning;

import com.nae.api.config.Settings;
import com.nae.api.healing.ChangeLog;
import com.nae.api.healing.HealingCoordinator;
import com.nae.api.health.HealthListener;
import com.nae.api.health.HealthMonitor;
import com.nae.api.health.ResourceSample;
import com.nae.api.health.SystemSample;
import com.nae.api.history.History;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueListener;
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
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessListener;
import com.nae.api.process.ProcessManager;
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
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Learns from errors, repairs and resource use. Its listeners are registered by hand: as services of its own they would
 * close a circle.
 */
@Component(immediate = true, configurationPid = LearningEngineService.PID)
public final class LearningEngineService implements LearningEngine {
    static final String PID = "com.nae.learning";

    private final BundleContext context;
    private final TrackRecordService memory;
    private final IssueTracker issues;
    private final LearningLoop mind;
    private final LearningThread pace;
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

    @Activate
    public LearningEngineService(
            @Reference ProcessManager processes,
            @Reference IssueTracker issues,
            @Reference HealthMonitor health,
            @Reference TrackRecordService memory,
            BundleContext context,
            Map<String, Object> settings) {
        this.context = context;
        this.memory = memory;
        this.issues = issues;
        Config config = Config.of(new Settings(settings));
        mind = new LearningLoop(
                new RuntimeServices(
                        processes,
                        issues,
                        health,
                        memory,
                        Home.of(context),
                        () -> Optional.ofNullable(history),
                        () -> Optional.ofNullable(healing),
                        () -> Optional.ofNullable(changeLog)),
                config);
        pace = new LearningThread(() -> mind.runRound(List.copyOf(enhancements), Instant.now()));
        listeners = List.of(
                context.registerService(ProcessListener.class, new Processes(), null),
                context.registerService(HealthListener.class, new Health(), null),
                context.registerService(IssueListener.class, this::occurred, null));
        pace.runEvery(config.interval());
    }

    @Modified
    void modified(Map<String, Object> settings) {
        Config config = Config.of(new Settings(settings));
        pace.execute(() -> mind.configure(config));
        pace.runEvery(config.interval());
    }

    @Deactivate
    void stop() {
        listeners.forEach(ServiceRegistration::unregister);
        pace.close();
        mind.saveFloors();
        if (context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() != Bundle.STOPPING) {
            mind.withdrawEnhancements();
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addEnhancement(Enhancement enhancement) {
        enhancements.add(enhancement);
    }

    void removeEnhancement(Enhancement enhancement) {
        enhancements.remove(enhancement);
        pace.execute(() -> mind.enhancementRemoved(enhancement));
    }

    @Override
    public List<ErrorGroup> groups() {
        return mind.snapshot().groups();
    }

    @Override
    public List<Forecast> forecasts() {
        return mind.snapshot().forecasts();
    }

    @Override
    public List<Anomaly> anomalies() {
        return mind.snapshot().anomalies();
    }

    @Override
    public List<PreemptiveRestart> announcements() {
        return mind.snapshot().announcements();
    }

    @Override
    public List<PreemptiveRestart> pastRestarts() {
        return mind.snapshot().made();
    }

    @Override
    public List<AppliedEnhancement> enhancements() {
        return mind.snapshot().enhancements();
    }

    @Override
    public int enhancementsApplied() {
        return (int) mind.snapshot().enhancements().stream()
                .filter(AppliedEnhancement::inForce)
                .count();
    }

    @Override
    public List<PatternRecord> records() {
        return memory.store().records();
    }

    @Override
    public String exportRecords() {
        return memory.store().exportRecords();
    }

    @Override
    public int importRecords(String json) {
        return memory.store().importRecords(json);
    }

    @Override
    public int forget(String what) {
        Set<String> fingerprints = issues.list().stream()
                .filter(i -> i.process().equals(what) || i.id().equals(what))
                .map(Issue::fingerprint)
                .collect(Collectors.toSet());
        fingerprints.add(what);
        return memory.store().forget(what, fingerprints);
    }

    private void occurred(Issue issue, InstanceId instance) {
        pace.execute(() -> mind.issueOccurred(issue, instance));
        if (issue.count() <= 1) {
            pace.runSoon();
        }
    }

    /** Hands events of processes to the engine's thread. */
    private final class Processes implements ProcessListener {
        @Override
        public void changed(ProcessEvent event) {
            pace.execute(() -> mind.processChanged(event));
        }

        @Override
        public void definitionChanged(String process) {
            Instant at = Instant.now();
            pace.execute(() -> mind.definitionChanged(process, at));
        }
    }

    /** Hands samples to the engine's thread. */
    private final class Health implements HealthListener {
        @Override
        public void sampled(List<ResourceSample> samples) {
            pace.execute(() -> mind.sampled(samples));
        }

        @Override
        public void sampled(SystemSample system) {
            pace.execute(() -> mind.sampled(system));
        }
    }
}
