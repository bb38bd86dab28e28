package com.nae.healing;

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
import com.nae.healing.change.Commands;
import com.nae.healing.change.CrashPoint;
import com.nae.healing.change.Guard;
import com.nae.healing.change.Holds;
import com.nae.healing.change.Journal;
import com.nae.healing.change.Permissions;
import com.nae.healing.change.Rehearsal;
import com.nae.healing.change.SourceFiles;
import com.nae.healing.change.Undo;
import com.nae.healing.change.Workbench;
import com.nae.healing.endpoint.Breakers;
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
record Desk(
        Home home, Supplier<Config> settings, Loop loop, Crew crew, Neighbours neighbours, Tools tools, Memory memory) {
    /** The services of other bundles; the supplied ones may be away. */
    record Neighbours(
            ProcessManager processes,
            IssueTracker tracker,
            Supplier<Optional<HealthMonitor>> health,
            Supplier<Optional<TrackRecords>> records,
            Supplier<List<SourceInspectorFactory>> inspectors) {}

    /** What changes a program, and what watches the world for it. */
    record Tools(Workbench bench, Undo undo, Rehearsal rehearsal, Holds holds, Breakers breakers, Rolling rolling) {
        static Tools of(
                Path folder,
                Supplier<Config> config,
                ProcessManager processes,
                Loop loop,
                Breakers breakers,
                CrashPoint crash)
                throws IOException {
            Supplier<Permissions> may = () -> config.get().permissions();
            Commands commands = new Commands(may);
            Guard guard = new Guard(may, commands);
            Journal journal = new Journal(folder, crash);
            Undo undo = new Undo(journal, processes, crash);
            return new Tools(
                    new Workbench(journal, processes, guard, commands, undo, crash),
                    undo,
                    new Rehearsal(folder.resolve("rehearsal"), guard, commands),
                    new Holds(journal, processes, crash),
                    breakers,
                    new Rolling(processes, loop));
        }
    }

    /** What is known: who can help, what was done, what is not to be done again, and what each failure has cost. */
    record Memory(Healers healers, Fixes fixes, Never never, Budget budget) {}

    /** The same desk for one case, which is told of what goes wrong in its tasks. */
    Desk guarded(Consumer<RuntimeException> trouble) {
        Guarded guarded = new Guarded(loop, crew, trouble);
        return new Desk(home, settings, guarded, guarded, neighbours, tools, memory);
    }

    Config config() {
        return settings.get();
    }

    ProcessManager processes() {
        return neighbours.processes();
    }

    Healers healers() {
        return memory.healers();
    }

    Fixes fixes() {
        return memory.fixes();
    }

    /** The instances of a process in a mode, but those that were stopped on purpose. */
    List<ProcessStatus> instances(String process, Mode mode) {
        return processes().list().stream()
                .filter(s ->
                        s.id().process().equals(process) && s.id().mode() == mode && s.state() != ProcessState.STOPPED)
                .toList();
    }

    /** Whether a process runs in a mode at all. */
    boolean runs(String process, Mode mode) {
        return home.modes().contains(mode)
                && processes().list().stream().anyMatch(s -> s.id().process().equals(process) && s.id().mode() == mode);
    }

    /** Where fixes are tried: the sandbox where it has files of its own, else live. */
    Optional<Mode> trial(String process) {
        boolean sandbox = runs(process, Mode.SANDBOX);
        boolean live = runs(process, Mode.LIVE);
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
    SourceFiles sources(String process, Mode mode) throws IOException {
        ProcessDefinition definition = processes()
                .definition(process, mode)
                .orElseThrow(() -> new IOException(process + " is no longer defined"));
        return view(definition, definition.directory());
    }

    /** The same view of a copy in another folder. */
    SourceFiles view(ProcessDefinition of, Path folder) throws IOException {
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
                neighbours.inspectors().get());
    }
}
