package com.nae.healing;

import com.nae.api.config.Settings;
import com.nae.api.healing.ChangeLog;
import com.nae.api.healing.FixRecord;
import com.nae.api.healing.Healer;
import com.nae.api.healing.HealingCoordinator;
import com.nae.api.healing.SourceInspectorFactory;
import com.nae.api.healing.TrackRecords;
import com.nae.api.health.HealthMonitor;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueTracker;
import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessManager;
import com.nae.healing.context.CaseContext;
import com.nae.healing.context.ChangeTools;
import com.nae.healing.context.Config;
import com.nae.healing.context.FailureBudget;
import com.nae.healing.endpoint.Breakers;
import com.nae.healing.exec.SchedulerThread;
import com.nae.healing.exec.TimedThreadPool;
import com.nae.healing.flow.Cases;
import com.nae.healing.flow.OperatorDecisions;
import com.nae.healing.flow.StartupRecovery;
import com.nae.healing.healers.DroppedBundles;
import com.nae.healing.healers.HealerRegistry;
import com.nae.healing.healers.InFlightHealers;
import com.nae.healing.record.BannedFixes;
import com.nae.healing.record.ChangeLogWriter;
import com.nae.healing.record.CrashPoint;
import com.nae.healing.record.FixStore;
import com.nae.healing.step.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The healing service: takes issues through the pipeline. One thread owns all cases, and every event goes there. */
@Component(immediate = true, service = HealingCoordinator.class, configurationPid = "com.nae.healing")
public final class Coordinator implements HealingCoordinator {
    /** Endpoints asked at a time; apart from the crew, so that no slow healer keeps programs from coming back. */
    private static final int PROBERS = 8;

    private final ProcessManager processes;
    private final SchedulerThread scheduler = new SchedulerThread();
    private final EventInbox inbox;
    private final EventInbox.Receiver receiver = new EventInbox.Receiver() {
        @Override
        public void occurred(Issue issue, InstanceId instance) {
            scheduler.execute(() -> cases.occurred(issue, instance));
        }

        @Override
        public void changed(ProcessEvent event) {
            scheduler.execute(() -> cases.changed(event));
        }
    };
    private final InFlightHealers asking;
    private final HealerRegistry healers;
    private final List<SourceInspectorFactory> inspectors = new CopyOnWriteArrayList<>();
    private final TimedThreadPool executor;
    private final TimedThreadPool probers = new TimedThreadPool(scheduler, PROBERS);
    private final FixStore fixes;
    private final Cases cases;
    private final OperatorDecisions decisions;
    private volatile HealthMonitor health;
    private volatile TrackRecords records;
    private volatile Config config;

    @Activate
    public Coordinator(
            BundleContext bundle,
            @Reference ProcessManager processes,
            @Reference IssueTracker tracker,
            @Reference ChangeLog log,
            @Reference EventInbox inbox,
            Map<String, Object> settings)
            throws IOException {
        this.processes = processes;
        this.inbox = inbox;
        Home home = Home.of(bundle);
        config = Config.of(new Settings(settings));
        executor = new TimedThreadPool(scheduler, config.limits().crew());
        Path folder = home.data().resolve("healing");
        asking = new InFlightHealers(folder);
        healers = new HealerRegistry(asking);
        fixes = new FixStore(folder, new ChangeLogWriter(log, tracker, processes), scheduler);
        Supplier<Optional<HealthMonitor>> monitor = () -> Optional.ofNullable(health);
        CaseContext context = new CaseContext(
                home,
                () -> config,
                scheduler,
                executor,
                new CaseContext.Services(
                        processes, tracker, monitor, () -> Optional.ofNullable(records), () -> List.copyOf(inspectors)),
                ChangeTools.of(
                        folder,
                        () -> config,
                        processes,
                        scheduler,
                        new Breakers(scheduler, probers, Breakers::connects, new Random()),
                        CrashPoint.NONE),
                new CaseContext.Records(healers, fixes, new BannedFixes(folder), new FailureBudget()));
        cases = new Cases(context, new Pipeline());
        decisions = new OperatorDecisions(context, cases);
        scheduler.execute(new StartupRecovery(context)::run);
        inbox.connect(receiver);
    }

    @Modified
    void modified(Map<String, Object> settings) {
        config = Config.of(new Settings(settings));
    }

    /** What a fix was tried on is left to the rules of health again; the next coordinator sees what became of it. */
    @Deactivate
    void deactivate() {
        inbox.disconnect(receiver);
        scheduler.close();
        Optional.ofNullable(health)
                .ifPresent(monitor -> processes.list().forEach(status -> monitor.trial(status.id(), false)));
        executor.close();
        asking.close();
        probers.close();
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
    void setRecords(TrackRecords known) {
        records = known;
    }

    void unsetRecords(TrackRecords known) {
        records = records == known ? null : records;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addInspectors(SourceInspectorFactory some) {
        inspectors.add(some);
        scheduler.execute(this::healersChanged);
    }

    void removeInspectors(SourceInspectorFactory some) {
        inspectors.remove(some);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addHealer(Healer healer) {
        Bundle bundle = FrameworkUtil.getBundle(healer.getClass());
        healers.add(healer, bundle.getSymbolicName(), bundle.getVersion().toString(), DroppedBundles.identity(bundle));
        scheduler.execute(this::healersChanged);
    }

    void removeHealer(Healer healer) {
        healers.remove(healer);
    }

    private void healersChanged() {
        if (cases != null) {
            cases.healersChanged();
        }
    }

    @Override
    public List<FixRecord> fixes() {
        return fixes.newestFirst();
    }

    @Override
    public Optional<FixRecord> fix(String id) {
        return fixes.find(id);
    }

    @Override
    public List<HealerInfo> healers() {
        return healers.infos(scheduler.now());
    }

    @Override
    public Outcome approve(String id, String by) {
        return onThread(() -> decisions.approve(id, by));
    }

    @Override
    public Outcome reject(String id, String by) {
        return onThread(() -> decisions.reject(id, by));
    }

    @Override
    public Outcome rollback(String id, String by) {
        return onThread(() -> decisions.rollback(id, by));
    }

    private Outcome onThread(Supplier<Outcome> decision) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        scheduler.execute(() -> {
            try {
                answer.complete(decision.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return new Outcome(false, "it could not be done: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(false, "interrupted");
        }
    }
}
