package com.nae.healing;

import com.nae.api.healing.ChangeLog;
import com.nae.api.healing.Fix;
import com.nae.api.healing.Workspace;
import com.nae.api.issue.Evidence;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.healing.change.ChangeJournal;
import com.nae.healing.context.CaseContext;
import com.nae.healing.context.ChangeTools;
import com.nae.healing.context.Config;
import com.nae.healing.context.FailureBudget;
import com.nae.healing.context.RollingRestart;
import com.nae.healing.definition.SampleDefinition;
import com.nae.healing.endpoint.Breakers;
import com.nae.healing.exec.VirtualScheduler;
import com.nae.healing.flow.Cases;
import com.nae.healing.flow.OperatorDecisions;
import com.nae.healing.flow.StartupRecovery;
import com.nae.healing.healers.HealerRegistry;
import com.nae.healing.healers.InFlightHealers;
import com.nae.healing.proof.SimulatedInterpreters;
import com.nae.healing.record.BannedFixes;
import com.nae.healing.record.ChangeLogWriter;
import com.nae.healing.record.CrashPoint;
import com.nae.healing.record.FixStore;
import com.nae.healing.step.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * A small world: programs that fail by what stands in their files and variables, and the coordinator over them, in
 * virtual time.
 */
final class HealingWorld {
    /** The failure where a condition holds, for programs that fail in several ways. */
    static Optional<Failure> when(boolean condition, Failure failure) {
        return condition ? Optional.of(failure) : Optional.empty();
    }

    /** How a program fails when it is run: what, how soon, and whether it ends with it. */
    record Failure(Family family, String type, String subject, String source, Duration after, boolean exits) {
        static Failure exit(Family family, String type, String subject) {
            return new Failure(family, type, subject, "line with " + subject, Duration.ofSeconds(1), true);
        }

        Failure stays() {
            return new Failure(family, type, subject, source, after, false);
        }

        Failure at(String line) {
            return new Failure(family, type, subject, line, after, exits);
        }
    }

    /** What a program does, out of the text of its main file and its variables. */
    interface Program extends BiFunction<String, Map<String, String>, Optional<Failure>> {}

    final VirtualScheduler loop = new VirtualScheduler();
    final Path root;
    final SimulatedInterpreters interpreters = new SimulatedInterpreters();
    final SimulatedTracker tracker = new SimulatedTracker();
    final SimulatedProcesses processes;
    final List<ChangeLog.Entry> log = new ArrayList<>();
    final Map<String, Program> programs = new HashMap<>();
    final Map<String, String> autonomy = new TreeMap<>();
    final Map<String, List<ProcessDefinition.Dependency>> needs = new HashMap<>();
    final Set<String> up = new java.util.HashSet<>();
    HealerRegistry healers;
    Map<String, Object> settings = Map.of();
    CrashPoint crash = CrashPoint.NONE;
    String mode = "dual";
    CaseContext desk;
    Cases cases;
    OperatorDecisions words;

    HealingWorld(Path root) {
        this.root = root;
        processes = new SimulatedProcesses(this);
    }

    /** Starts the runtime, or starts it again. */
    HealingWorld boot() {
        try {
            Home home = new Home(root, mode);
            Config config = Config.of(new com.nae.api.config.Settings(settings));
            Path folder = home.data().resolve("healing");
            Files.createDirectories(folder);
            HealerRegistry before = healers;
            healers = before == null ? new HealerRegistry(new InFlightHealers(folder)) : before;
            desk = new CaseContext(
                    home,
                    () -> config,
                    loop,
                    loop,
                    services(),
                    tools(folder, config),
                    new CaseContext.Records(
                            healers,
                            new FixStore(folder, new ChangeLogWriter(log::add, tracker, processes), loop),
                            new BannedFixes(folder),
                            new FailureBudget()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cases = new Cases(desk, new Pipeline());
        words = new OperatorDecisions(desk, cases);
        new StartupRecovery(desk).run();
        return this;
    }

    private CaseContext.Services services() {
        return new CaseContext.Services(
                processes.roles(),
                tracker,
                Optional::empty,
                Optional::empty,
                () -> Optional.of(interpreters),
                List::of);
    }

    private ChangeTools tools(Path folder, Config config) throws IOException {
        return ChangeTools.of(
                new ChangeJournal(folder, where -> crash.reached(where)),
                () -> config,
                processes.roles(),
                new Breakers(loop, loop, (host, port) -> up.contains(host + ":" + port), new Random(7)),
                new RollingRestart(processes, loop));
    }

    /** Defines a program with one file of its own in each mode, and starts it. */
    HealingWorld program(String name, String text, Program program) {
        programs.put(name, program);
        for (Mode m : new Home(root, mode).modes()) {
            write(file(name, m), text);
            processes.define(new InstanceId(name, m, 0));
        }
        return this;
    }

    Path file(String name, Mode m) {
        return (m == Mode.LIVE ? root.resolve("apps/" + name) : root.resolve("data/sandbox/" + name))
                .resolve("main.py");
    }

    String text(String name, Mode m) {
        try {
            return Files.readString(file(name, m));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ProcessDefinition definition(String name, Mode m) {
        return SampleDefinition.of(
                new InstanceId(name, m, 0),
                file(name, m).getParent(),
                Map.of("DEPTH", "1"),
                needs.getOrDefault(name, List.of()),
                SampleDefinition.healing(SampleDefinition.families(autonomy, m), List.of(".")));
    }

    Issue issue(String process, Failure f, InstanceId at) {
        return tracker.count(process, f, at, loop.now());
    }

    /** A healer of one family that replaces one text by another in main.py. */
    void replaces(Family family, String pattern, String from, String to) {
        healer(
                pattern,
                (issue, workspace) ->
                        issue.family() == family ? SimulatedHealer.edit(workspace, pattern, from, to) : List.of());
    }

    void healer(String name, BiFunction<Issue, Workspace, List<Fix>> diagnosis) {
        healer(name, diagnosis, Family.values());
    }

    /** A healer of some families. */
    void healer(String name, BiFunction<Issue, Workspace, List<Fix>> diagnosis, Family... families) {
        healers.add(new SimulatedHealer(name, diagnosis, List.of(families)), "test", "1.0.0", "");
    }

    /** An instance raises a failure and goes on. */
    void occurs(String process, Failure failure, InstanceId at) {
        Issue issue = issue(process, failure, at);
        interpreters.raise(issue, at, loop.now(), false);
        cases.occurred(issue, at);
    }

    /** The program of an instance ended with an issue as its last words. */
    void ended(Issue issue, InstanceId at, Instant end) {
        tracker.addEvidence(issue.id(), new Evidence(Evidence.Kind.ENDED, at, end, "exited with code 1"));
        tracker.find(issue.id()).ifPresent(known -> cases.ended(known, at));
    }

    List<String> events() {
        return log.stream()
                .map(e -> e.event().word()
                        + e.about().mode().map(m -> "@" + m.word()).orElse(""))
                .toList();
    }
}
