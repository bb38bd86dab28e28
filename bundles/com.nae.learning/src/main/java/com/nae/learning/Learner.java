package com.nae.learning;

import com.nae.api.config.Settings;
import com.nae.api.healing.ChangeLog;
import com.nae.api.healing.HealingCoordinator;
import com.nae.api.health.HealthListener;
import com.nae.api.health.HealthMonitor;
import com.nae.api.health.Sample;
import com.nae.api.health.SystemSample;
import com.nae.api.history.History;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueListener;
import com.nae.api.issue.IssueTracker;
import com.nae.api.learning.Announcement;
import com.nae.api.learning.Anomaly;
import com.nae.api.learning.Applied;
import com.nae.api.learning.Enhancement;
import com.nae.api.learning.ErrorGroup;
import com.nae.api.learning.Forecast;
import com.nae.api.learning.LearningEngine;
import com.nae.api.learning.PatternRecord;
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

/** Learns from errors, repairs and resource use. Its listeners are registered by hand: as services of its own they would close a circle. */
@Component(immediate = true, configurationPid = Learner.PID)
public final class Learner implements LearningEngine {
    static final String PID = "com.nae.learning";

    private final BundleContext context;
    private final Memory memory;
    private final IssueTracker issues;
    private final Mind mind;
    private final Pace pace;
    private final List<Enhancement> enhancements = new CopyOnWriteArrayList<>();
    private final List<ServiceRegistration<?>> listeners;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile History history;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile HealingCoordinator healing;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile ChangeLog changeLog;

    @Activate
    public Learner(@Reference ProcessManager processes, @Reference IssueTracker issues, @Reference HealthMonitor health, @Reference Memory memory,
            BundleContext context, Map<String, Object> settings) {
        this.context = context;
        this.memory = memory;
        this.issues = issues;
        Config config = Config.of(new Settings(settings));
        mind = new Mind(new Neighbours(processes, issues, health, memory, Home.of(context), () -> Optional.ofNullable(history),
                () -> Optional.ofNullable(healing), () -> Optional.ofNullable(changeLog)), config);
        pace = new Pace(() -> mind.round(List.copyOf(enhancements), Instant.now()));
        listeners = List.of(context.registerService(ProcessListener.class, new Processes(), null), context.registerService(HealthListener.class, new Health(), null),
                context.registerService(IssueListener.class, this::occurred, null));
        pace.every(config.interval());
    }

    @Modified
    void modified(Map<String, Object> settings) {
        Config config = Config.of(new Settings(settings));
        pace.run(() -> mind.configure(config));
        pace.every(config.interval());
    }

    @Deactivate
    void stop() {
        listeners.forEach(ServiceRegistration::unregister);
        pace.close();
        mind.keep();
        if (context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() != Bundle.STOPPING) {
            mind.end();
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addEnhancement(Enhancement enhancement) {
        enhancements.add(enhancement);
    }

    void removeEnhancement(Enhancement enhancement) {
        enhancements.remove(enhancement);
        pace.run(() -> mind.gone(enhancement));
    }

    @Override
    public List<ErrorGroup> groups() {
        return mind.view().groups();
    }

    @Override
    public List<Forecast> forecasts() {
        return mind.view().forecasts();
    }

    @Override
    public List<Anomaly> anomalies() {
        return mind.view().anomalies();
    }

    @Override
    public List<Announcement> announcements() {
        return mind.view().announcements();
    }

    @Override
    public List<Announcement> made() {
        return mind.view().made();
    }

    @Override
    public List<Applied> enhancements() {
        return mind.view().enhancements();
    }

    @Override
    public int enhancementsApplied() {
        return (int) mind.view().enhancements().stream().filter(Applied::inForce).count();
    }

    @Override
    public List<PatternRecord> records() {
        return memory.experience().records();
    }

    @Override
    public String exportRecords() {
        return memory.experience().export();
    }

    @Override
    public int importRecords(String json) {
        return memory.experience().take(json);
    }

    @Override
    public int forget(String what) {
        Set<String> fingerprints = issues.list().stream().filter(i -> i.process().equals(what) || i.id().equals(what)).map(Issue::fingerprint).collect(Collectors.toSet());
        fingerprints.add(what);
        return memory.experience().forget(what, fingerprints);
    }

    private void occurred(Issue issue, InstanceId instance) {
        pace.run(() -> mind.occurred(issue, instance));
        if (issue.count() <= 1) {
            pace.soon();
        }
    }

    /** Hands events of processes to the engine's thread. */
    private final class Processes implements ProcessListener {
        @Override
        public void changed(ProcessEvent event) {
            pace.run(() -> mind.changed(event));
        }

        @Override
        public void defined(String process) {
            Instant at = Instant.now();
            pace.run(() -> mind.defined(process, at));
        }
    }

    /** Hands samples to the engine's thread. */
    private final class Health implements HealthListener {
        @Override
        public void sampled(List<Sample> samples) {
            pace.run(() -> mind.sampled(samples));
        }

        @Override
        public void sampled(SystemSample system) {
            pace.run(() -> mind.sampled(system));
        }
    }
}
