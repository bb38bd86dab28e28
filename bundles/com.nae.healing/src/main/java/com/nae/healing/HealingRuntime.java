package com.nae.healing;

import com.nae.api.evidence.RaisedException;
import com.nae.api.healing.ChangeLog;
import com.nae.api.healing.HealingCoordinator.Outcome;
import com.nae.api.issue.Issue;
import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.healing.change.ChangeJournal;
import com.nae.healing.context.CaseContext;
import com.nae.healing.context.ChangeTools;
import com.nae.healing.context.Config;
import com.nae.healing.context.FailureBudget;
import com.nae.healing.context.RollingRestart;
import com.nae.healing.endpoint.Breakers;
import com.nae.healing.exec.SchedulerThread;
import com.nae.healing.exec.TimedThreadPool;
import com.nae.healing.flow.Cases;
import com.nae.healing.flow.OperatorDecisions;
import com.nae.healing.flow.StartupRecovery;
import com.nae.healing.healers.HealerRegistry;
import com.nae.healing.healers.InFlightHealers;
import com.nae.healing.record.BannedFixes;
import com.nae.healing.record.ChangeLogWriter;
import com.nae.healing.record.CrashPoint;
import com.nae.healing.record.FixStore;
import com.nae.healing.step.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** All parts of healing, wired together, and their threads. Events and decisions are handled on {@code nae-healing}. */
final class HealingRuntime implements EventInbox.Receiver, AutoCloseable {
    /** The most probes of endpoints at a time. They have their own pool, so that no slow healer delays a start. */
    private static final int PROBES = 8;

    private static final long DECISION_SECONDS = 30;

    private final SchedulerThread scheduler = new SchedulerThread();
    private final TimedThreadPool executor;
    private final TimedThreadPool probes = new TimedThreadPool(scheduler, PROBES);
    private final InFlightHealers inFlight;
    private final HealerRegistry healers;
    private final FixStore fixes;
    private final Cases cases;
    private final OperatorDecisions decisions;

    /** Starts the threads, and first settles what an earlier runtime left unfinished. */
    HealingRuntime(Home home, Supplier<Config> config, CaseContext.Services services, ChangeLog log)
            throws IOException {
        Path folder = home.data().resolve("healing");
        executor = new TimedThreadPool(scheduler, config.get().limits().crew());
        inFlight = new InFlightHealers(folder);
        healers = new HealerRegistry(inFlight);
        fixes = new FixStore(
                folder,
                new ChangeLogWriter(
                        log, services.tracker(), services.processes().manager()),
                scheduler);
        CaseContext context = new CaseContext(
                home,
                config,
                scheduler,
                executor,
                services,
                ChangeTools.of(
                        new ChangeJournal(folder, CrashPoint.NONE),
                        config,
                        services.processes(),
                        new Breakers(scheduler, probes, Breakers::connects, new Random()),
                        new RollingRestart(services.processes().manager(), scheduler)),
                new CaseContext.Records(healers, fixes, new BannedFixes(folder), new FailureBudget()));
        cases = new Cases(context, new Pipeline());
        decisions = new OperatorDecisions(context, cases);
        scheduler.execute(new StartupRecovery(context)::run);
    }

    HealerRegistry healers() {
        return healers;
    }

    FixStore fixes() {
        return fixes;
    }

    @Override
    public void occurred(Issue issue, InstanceId instance) {
        scheduler.execute(() -> cases.occurred(issue, instance));
    }

    @Override
    public void ended(Issue issue, InstanceId instance) {
        scheduler.execute(() -> cases.ended(issue, instance));
    }

    @Override
    public void raised(RaisedException exception) {
        scheduler.execute(() -> cases.raised(exception));
    }

    @Override
    public void changed(ProcessEvent event) {
        scheduler.execute(() -> cases.changed(event));
    }

    /** Called when a healer, or an inspector that healers use, has come. */
    void healersChanged() {
        scheduler.execute(cases::healersChanged);
    }

    /** Carries out a decision of the operator and waits for its outcome, for {@value #DECISION_SECONDS} s at most. */
    Outcome decide(Function<OperatorDecisions, Outcome> decision) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        scheduler.execute(() -> {
            try {
                answer.complete(decision.apply(decisions));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(DECISION_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return new Outcome(false, "it could not be done: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(false, "interrupted");
        }
    }

    /** Ends the thread {@code nae-healing}. After that no case does anything. */
    void stopCases() {
        scheduler.close();
    }

    @Override
    public void close() {
        stopCases();
        executor.close();
        inFlight.close();
        probes.close();
    }
}
