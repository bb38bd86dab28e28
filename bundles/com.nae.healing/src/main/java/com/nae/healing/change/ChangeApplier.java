package com.nae.healing.change;

import com.nae.api.healing.Change;
import com.nae.api.healing.ChangeLog.AppliedChange;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessManager;
import com.nae.healing.change.ChangeJournal.Kind;
import com.nae.healing.change.ChangeJournal.Phase;
import com.nae.healing.change.ChangeJournal.Step;
import com.nae.healing.record.ChangeJson;
import com.nae.healing.record.CrashPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes changes, each journalled before it is made: with {@link ChangeRollback} and {@link JournalledHolds} the one
 * place that touches a program.
 */
public final class ChangeApplier {
    private final ChangeJournal journal;
    private final ProcessManager processes;
    private final ChangeGuard guard;
    private final CommandRunner commands;
    private final AtomicFile files;
    private final CrashPoint crash;
    private final ChangeRollback undo;

    public ChangeApplier(
            ChangeJournal journal,
            ProcessManager processes,
            ChangeGuard guard,
            CommandRunner commands,
            ChangeRollback undo,
            CrashPoint crash) {
        this.journal = journal;
        this.processes = processes;
        this.guard = guard;
        this.commands = commands;
        this.undo = undo;
        this.crash = crash;
        files = new AtomicFile(crash);
    }

    /** Makes the changes of a fix at a site, all or none. Those that only wait or speak are not this bench's. */
    public List<AppliedChange> apply(String fix, ChangeTarget site, SourceFiles sources, List<Change> changes)
            throws RefusedException, IOException {
        for (Change change : changes) {
            guard.check(change, sources);
        }
        List<AppliedChange> made = new ArrayList<>();
        try {
            for (Change change : changes) {
                if (change instanceof Change.EditFile edit) {
                    made.add(edit(fix, site, sources, edit));
                } else if (change instanceof Change.SetEnvironment variables) {
                    made.add(environment(fix, site, variables.variables()));
                } else if (change instanceof Change.RunCommand command) {
                    made.add(command(fix, site, sources, command));
                }
            }
            return made;
        } catch (RefusedException | IOException | UncheckedIOException e) {
            Thread.interrupted();
            undo.rollBack(Set.of(fix), site.mode());
            throw e;
        }
    }

    /**
     * Makes at another site what stands proven at one: the same files from their first state to their last, the same
     * variables and commands.
     */
    public List<AppliedChange> applyProven(List<String> fixes, Mode proven, ChangeTarget site, SourceFiles sources)
            throws RefusedException, IOException {
        List<Step> steps = journal.find(s -> fixes.contains(s.fix()) && s.mode() == proven && s.phase() == Phase.DONE);
        String fix = fixes.get(fixes.size() - 1);
        List<AppliedChange> made = new ArrayList<>();
        try {
            for (Map.Entry<Path, String[]> file : ends(steps).entrySet()) {
                made.add(applyProven(fix, site, sources, file.getKey(), file.getValue()));
            }
            Map<String, String> variables = new LinkedHashMap<>();
            steps.stream()
                    .filter(s -> s.kind() == Kind.ENVIRONMENT)
                    .forEach(s -> variables.put(s.subject(), s.after()));
            if (!variables.isEmpty()) {
                made.add(environment(fix, site, variables));
            }
            for (Step step : steps) {
                if (step.kind() == Kind.COMMAND) {
                    made.add(command(
                            fix, site, sources, ChangeJson.GSON.fromJson(step.after(), Change.RunCommand.class)));
                }
            }
            return made;
        } catch (RefusedException | IOException | UncheckedIOException e) {
            Thread.interrupted();
            undo.rollBack(Set.copyOf(fixes), site.mode());
            throw e;
        }
    }

    /** The hashes of each edited file before the first and after the last of the steps. */
    private static Map<Path, String[]> ends(List<Step> steps) {
        Map<Path, String[]> ends = new LinkedHashMap<>();
        steps.stream()
                .filter(s -> s.kind() == Kind.EDIT)
                .forEach(s -> ends.merge(Path.of(s.subject()), new String[] {s.before(), s.after()}, (first, next) ->
                        new String[] {first[0], next[1]}));
        return ends;
    }

    private AppliedChange applyProven(String fix, ChangeTarget site, SourceFiles sources, Path proven, String[] ends)
            throws RefusedException, IOException {
        String path =
                sources.relative(proven).orElseThrow(() -> new RefusedException(proven + " is not below the sources"));
        Path file = sources.file(path).orElseThrow(() -> new RefusedException(path + " is not there in " + site));
        byte[] current = Files.readAllBytes(file);
        byte[] before = journal.image(ends[0]);
        byte[] after = journal.image(ends[1]);
        return replace(
                fix,
                site,
                path,
                file,
                current,
                ByteEdits.sha256(current).equals(ends[0]) ? after : ByteEdits.transplant(before, after, current));
    }

    private AppliedChange edit(String fix, ChangeTarget site, SourceFiles sources, Change.EditFile edit)
            throws RefusedException, IOException {
        Path file = sources.file(edit.path())
                .orElseThrow(() -> new RefusedException(edit.path() + " is not below the sources"));
        byte[] before = Files.readAllBytes(file);
        if (!ByteEdits.sha256(before).equals(edit.sha256())) {
            throw new RefusedException.Stale(edit.path() + " changed since it was read");
        }
        return replace(fix, site, edit.path(), file, before, ByteEdits.apply(before, edit.edits()));
    }

    private AppliedChange replace(String fix, ChangeTarget site, String path, Path file, byte[] before, byte[] after)
            throws IOException {
        Step step = journal.intend(
                Kind.EDIT,
                fix,
                site.process(),
                site.mode(),
                file.toString(),
                journal.keep(before),
                journal.keep(after));
        files.replace(file, after);
        journal.mark(step, Phase.DONE);
        return new AppliedChange(Change.Kind.EDIT_FILE, path, UnifiedDiff.unified(path, before, after));
    }

    private AppliedChange environment(String fix, ChangeTarget site, Map<String, String> variables) {
        Map<String, String> overlay = processes.overlay(site.process(), site.mode());
        List<Step> steps = new ArrayList<>();
        variables.forEach((name, value) -> steps.add(journal.intend(
                Kind.ENVIRONMENT, fix, site.process(), site.mode(), name, overlay.getOrDefault(name, ""), value)));
        Map<String, String> changed = new LinkedHashMap<>(overlay);
        changed.putAll(variables);
        processes.overlay(site.process(), site.mode(), changed);
        crash.reached("overlay set");
        steps.forEach(step -> journal.mark(step, Phase.DONE));
        StringBuilder words = new StringBuilder();
        variables.forEach((name, value) -> words.append(words.length() == 0 ? "" : "\n")
                .append(name)
                .append('=')
                .append(value));
        return new AppliedChange(Change.Kind.SET_ENVIRONMENT, "", words.toString());
    }

    private AppliedChange command(String fix, ChangeTarget site, SourceFiles sources, Change.RunCommand command)
            throws RefusedException, IOException {
        guard.check(command, sources);
        Step step = journal.intend(
                Kind.COMMAND,
                fix,
                site.process(),
                site.mode(),
                String.join(" ", command.argv()),
                "",
                ChangeJson.GSON.toJson(command));
        String output = commands.run(command, sources);
        crash.reached("command ran");
        journal.mark(step, Phase.DONE);
        return new AppliedChange(
                Change.Kind.RUN_COMMAND,
                "",
                String.join(" ", command.argv()) + (output.isEmpty() ? "" : "\n" + output));
    }
}
