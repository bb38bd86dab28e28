package com.nae.healing.context;

import com.nae.api.healing.SourceInspectorFactory;
import com.nae.api.healing.TrackRecords;
import com.nae.api.health.HealthMonitor;
import com.nae.api.issue.IssueTracker;
import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.healing.change.ChangeApplier;
import com.nae.healing.change.ChangeGuard;
import com.nae.healing.change.ChangeJournal;
import com.nae.healing.change.ChangeRollback;
import com.nae.healing.change.CommandPermissions;
import com.nae.healing.change.CommandRunner;
import com.nae.healing.change.JournalledHolds;
import com.nae.healing.change.Rehearsal;
import com.nae.healing.change.SourceFiles;
import com.nae.healing.endpoint.Breakers;
import com.nae.healing.exec.GuardedExecutor;
import com.nae.healing.exec.SerialScheduler;
import com.nae.healing.exec.TimedExecutor;
import com.nae.healing.healers.HealerRegistry;
import com.nae.healing.record.BannedFixes;
import com.nae.healing.record.CrashPoint;
import com.nae.healing.record.FixStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All that a case works with. */
public record CaseContext(
        Home home,
        Supplier<Config> settings,
        SerialScheduler loop,
        TimedExecutor crew,
        Services services,
        Tools tools,
        Records records) {
    /** The services of other bundles; the supplied ones may be away. */
    public record Services(
            ProcessManager processes,
            IssueTracker tracker,
            Supplier<Optional<HealthMonitor>> health,
            Supplier<Optional<TrackRecords>> records,
            Supplier<List<SourceInspectorFactory>> inspectors) {}

    /** What changes a program, and what watches the world for it. */
    public record Tools(
            ChangeApplier applier,
            ChangeRollback undo,
            Rehearsal rehearsal,
            JournalledHolds holds,
            Breakers breakers,
            RollingRestart rolling) {
        public static Tools of(
                Path folder,
                Supplier<Config> config,
                ProcessManager processes,
                SerialScheduler loop,
                Breakers breakers,
                CrashPoint crash)
                throws IOException {
            Supplier<CommandPermissions> may = () -> config.get().permissions();
            CommandRunner commands = new CommandRunner(may);
            ChangeGuard guard = new ChangeGuard(may, commands);
            ChangeJournal journal = new ChangeJournal(folder, crash);
            ChangeRollback undo = new ChangeRollback(journal, processes, crash);
            return new Tools(
                    new ChangeApplier(journal, processes, guard, commands, undo, crash),
                    undo,
                    new Rehearsal(folder.resolve("rehearsal"), guard, commands),
                    new JournalledHolds(journal, processes, crash),
                    breakers,
                    new RollingRestart(processes, loop));
        }
    }

    /** What is known: who can help, what was done, what is not to be done again, and what each failure has cost. */
    public record Records(HealerRegistry healers, FixStore fixes, BannedFixes banned, FailureBudget budget) {}

    /** The same desk for one case, which is told of what goes wrong in its tasks. */
    public CaseContext guarded(Consumer<RuntimeException> trouble) {
        GuardedExecutor guarded = new GuardedExecutor(loop, crew, trouble);
        return new CaseContext(home, settings, guarded, guarded, services, tools, records);
    }

    public Config config() {
        return settings.get();
    }

    public ProcessManager processes() {
        return services.processes();
    }

    public HealerRegistry healers() {
        return records.healers();
    }

    public FixStore fixes() {
        return records.fixes();
    }

    /** The instances of a process in a mode, but those that were stopped on purpose. */
    public List<ProcessStatus> instances(String process, Mode mode) {
        return processes().list().stream()
                .filter(s ->
                        s.id().process().equals(process) && s.id().mode() == mode && s.state() != ProcessState.STOPPED)
                .toList();
    }

    /** Whether a process runs in a mode at all. */
    public boolean isRunning(String process, Mode mode) {
        return home.modes().contains(mode)
                && processes().list().stream().anyMatch(s -> s.id().process().equals(process) && s.id().mode() == mode);
    }

    /** Where fixes are tried: the sandbox where it has files of its own, else live. */
    public Optional<Mode> trialMode(String process) {
        boolean sandbox = isRunning(process, Mode.SANDBOX);
        boolean live = isRunning(process, Mode.LIVE);
        return sandbox && (!live || apart(process))
                ? Optional.of(Mode.SANDBOX)
                : live ? Optional.of(Mode.LIVE) : Optional.empty();
    }

    private boolean apart(String process) {
        Optional<Path> sandbox = processes().definition(process, Mode.SANDBOX).map(ProcessDefinition::directory);
        Optional<Path> live = processes().definition(process, Mode.LIVE).map(ProcessDefinition::directory);
        return sandbox.isPresent() && !sandbox.map(Path::normalize).equals(live.map(Path::normalize));
    }

    /** The sources of a process in a mode, as its instance sees them. Reads the disk: for the crew's threads. */
    public SourceFiles sources(String process, Mode mode) throws IOException {
        ProcessDefinition definition = processes()
                .definition(process, mode)
                .orElseThrow(() -> new IOException(process + " is no longer defined"));
        return viewOf(definition, definition.directory());
    }

    /** The same view of a copy in another folder. */
    public SourceFiles viewOf(ProcessDefinition of, Path folder) throws IOException {
        ProcessDefinition definition = new ProcessDefinition(
                of.name(),
                of.mode(),
                of.command(),
                folder,
                of.environment(),
                of.identity(),
                of.restart(),
                of.stop(),
                of.schedule(),
                of.dependsOn(),
                of.replicas(),
                of.autostart(),
                of.critical(),
                of.sdNotify(),
                of.readiness(),
                of.liveness(),
                of.limits(),
                of.log(),
                of.healing(),
                of.watch());
        Set<Path> twins = new LinkedHashSet<>();
        for (Mode mode : Mode.values()) {
            Optional<Path> twin = processes()
                    .definition(of.name(), mode)
                    .map(ProcessDefinition::directory)
                    .filter(Files::isDirectory);
            if (twin.isPresent()) {
                twins.addAll(List.of(twin.get(), twin.get().toRealPath()));
            }
        }
        InstanceId first = new InstanceId(of.name(), of.mode(), 0);
        return new SourceFiles(
                new SourceFiles.View(
                        first,
                        definition,
                        processes().overlay(of.name(), of.mode()),
                        List.copyOf(twins),
                        List.of(home.data(), home.logs(), home.config(), home.healers())),
                services.inspectors().get());
    }
}
