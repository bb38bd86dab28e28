package com.nae.healing.context;

import com.nae.api.evidence.RaisedExceptions;
import com.nae.api.healing.SourceInspectorFactory;
import com.nae.api.healing.TrackRecords;
import com.nae.api.health.HealthMonitor;
import com.nae.api.issue.Evidence;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueTracker;
import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.api.process.RestartBudget;
import com.nae.healing.change.JournalledHolds;
import com.nae.healing.exec.GuardedExecutor;
import com.nae.healing.exec.SerialScheduler;
import com.nae.healing.exec.TimedExecutor;
import com.nae.healing.healers.HealerRegistry;
import com.nae.healing.record.BannedFixes;
import com.nae.healing.record.FixStore;
import com.nae.healing.record.Proposal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The environment of a case: the clock and threads, the services of other bundles, the tools that change a program, and
 * the records. Each case has its own context, whose tasks report their failures to that case.
 */
public record CaseContext(
        Home home,
        Supplier<Config> settings,
        SerialScheduler scheduler,
        TimedExecutor executor,
        Services services,
        ChangeTools tools,
        Records records) {
    /** The services of other bundles. Those behind a supplier come and go while the runtime runs. */
    public record Services(
            HealedProcesses processes,
            IssueTracker tracker,
            Supplier<Optional<HealthMonitor>> health,
            Supplier<Optional<TrackRecords>> records,
            Supplier<Optional<RaisedExceptions>> raised,
            Supplier<List<SourceInspectorFactory>> inspectors) {}

    /** The registered healers, all fixes so far, the bans, and the budget of each failure. */
    public record Records(HealerRegistry healers, FixStore fixes, BannedFixes banned, FailureBudget budget) {}

    /** Returns the context for one case. @param onFailure receives the exceptions of the tasks of the case */
    public CaseContext guarded(Consumer<RuntimeException> onFailure) {
        GuardedExecutor guarded = new GuardedExecutor(scheduler, executor, onFailure);
        return new CaseContext(home, settings, guarded, guarded, services, tools, records);
    }

    public Config config() {
        return settings.get();
    }

    public Instant now() {
        return scheduler.now();
    }

    public SerialScheduler.Timer schedule(Duration delay, Runnable task) {
        return scheduler.schedule(delay, task);
    }

    public ProcessManager processes() {
        return services.processes().manager();
    }

    public RestartBudget restartBudget() {
        return services.processes().budget();
    }

    public FixStore fixes() {
        return records.fixes();
    }

    public BannedFixes banned() {
        return records.banned();
    }

    public JournalledHolds holds() {
        return tools.holds();
    }

    public SourceViews sources() {
        return new SourceViews(home, services.processes(), services.inspectors());
    }

    // ---- issues

    public List<Issue> issues() {
        return services.tracker().list();
    }

    /** Adds evidence to an issue. */
    public void addEvidence(String issue, Evidence evidence) {
        services.tracker().addEvidence(issue, evidence);
    }

    /** What the interpreters of programs report; empty while no bundle receives it. */
    public Optional<RaisedExceptions> raisedExceptions() {
        return services.raised().get();
    }

    /** Finds an issue by its id or its fingerprint. */
    public Optional<Issue> issue(String idOrFingerprint) {
        return services.tracker().find(idOrFingerprint);
    }

    /** Sets the status of an issue. @param why in one sentence, for the operator */
    public void resolve(String issue, Issue.Status status, String why) {
        services.tracker().resolve(issue, status, why);
    }

    // ---- what is known about fixes

    /** Asks every healer about an issue of a process, on the files of one mode. */
    public void askHealers(Issue issue, Mode mode, Consumer<HealerRegistry.Advice> then) {
        records.healers().ask(questioning(), issue, () -> sources().of(issue.process(), mode), then);
    }

    /** The threads on which a healer is asked, and its time limit. */
    public HealerRegistry.Questioning questioning() {
        return new HealerRegistry.Questioning(
                scheduler, executor, () -> config().limits().diagnosis());
    }

    /** Whether neither a ban nor the track record forbids a pattern for a fingerprint. */
    public boolean isAllowed(String fingerprint, String pattern) {
        return banned().allows(fingerprint, pattern)
                && services.records()
                        .get()
                        .map(trackRecords -> trackRecords.allowed(fingerprint, pattern))
                        .orElse(true);
    }

    /**
     * The chance that a fix works, from 0 to 1: by its track record, or without one by the confidence of its healer.
     */
    public double chance(Proposal proposal) {
        Issue issue = proposal.issue();
        return services.records()
                .get()
                .map(trackRecords -> trackRecords.expected(
                        issue.fingerprint(), issue.family(), proposal.fix().pattern()))
                .orElse(proposal.fix().confidence());
    }

    /** Adds an outcome to the track record. */
    public void learn(Proposal proposal, boolean healed) {
        Issue issue = proposal.issue();
        services.records()
                .get()
                .ifPresent(trackRecords -> trackRecords.outcome(
                        issue.fingerprint(), issue.family(), proposal.fix().pattern(), healed));
    }

    // ---- processes

    /** Whether an instance is defined and has no process. */
    public boolean isDown(InstanceId id) {
        return !processes().status(id).map(s -> s.pid().isPresent()).orElse(true);
    }

    /** Whether an instance has a process. */
    public boolean isUp(InstanceId id) {
        return processes().status(id).map(s -> s.pid().isPresent()).orElse(false);
    }

    /** The instances of a process in a mode, except those that were stopped on purpose. */
    public List<ProcessStatus> instances(String process, Mode mode) {
        return processes().list().stream()
                .filter(s ->
                        s.id().process().equals(process) && s.id().mode() == mode && s.state() != ProcessState.STOPPED)
                .toList();
    }

    /** Whether a process has instances in a mode at all. */
    public boolean isRunning(String process, Mode mode) {
        return home.modes().contains(mode)
                && processes().list().stream().anyMatch(s -> s.id().process().equals(process) && s.id().mode() == mode);
    }

    /**
     * The mode in which fixes are tried: the sandbox if it has files of its own, otherwise live. Empty where neither
     * runs. On files that both modes share, a trial in the sandbox would change live too.
     */
    public Optional<Mode> trialMode(String process) {
        boolean live = isRunning(process, Mode.LIVE);
        if (isRunning(process, Mode.SANDBOX) && (!live || hasFilesOfItsOwn(process))) {
            return Optional.of(Mode.SANDBOX);
        }
        return live ? Optional.of(Mode.LIVE) : Optional.empty();
    }

    private boolean hasFilesOfItsOwn(String process) {
        Optional<Path> sandbox = processes().definition(process, Mode.SANDBOX).map(ProcessDefinition::directory);
        Optional<Path> live = processes().definition(process, Mode.LIVE).map(ProcessDefinition::directory);
        return sandbox.isPresent() && !sandbox.map(Path::normalize).equals(live.map(Path::normalize));
    }
}
