package com.nae.healing.change;

import com.nae.api.healing.Change;
import com.nae.api.healing.ChangeLog.AppliedChange;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessTuning;
import com.nae.healing.change.ChangeJournal.Intent;
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
 * The component that makes the changes of a fix. Each change is journalled before it is made. Only this class,
 * {@link ChangeRollback} and {@link JournalledHolds} touch a program.
 */
public final class ChangeApplier {
    /** The content of a source file on disk. @param path relative to the sources */
    private record Source(String path, Path file, byte[] bytes) {}

    /** The SHA-256 hashes of a file before the first and after the last edit of a series. */
    private record Ends(String before, String after) {}

    private final ChangeJournal journal;
    private final ProcessTuning tuning;
    private final ChangeGuard guard;
    private final CommandRunner commands;
    private final AtomicFile files;
    private final CrashPoint crash;
    private final ChangeRollback rollback;

    public ChangeApplier(
            ChangeJournal journal,
            ProcessTuning tuning,
            ChangeGuard guard,
            CommandRunner commands,
            ChangeRollback rollback) {
        this.journal = journal;
        this.tuning = tuning;
        this.guard = guard;
        this.commands = commands;
        this.rollback = rollback;
        crash = journal.crash();
        files = new AtomicFile(crash);
    }

    /**
     * Makes the changes of a fix, all or none. Changes that only wait, restart or suggest are skipped.
     *
     * @throws RefusedException if a change is not allowed or does not fit; the changes made so far are rolled back
     */
    public List<AppliedChange> apply(String fix, ChangeTarget target, SourceFiles sources, List<Change> changes)
            throws RefusedException, IOException {
        for (Change change : changes) {
            guard.check(change, sources);
        }
        List<AppliedChange> made = new ArrayList<>();
        try {
            for (Change change : changes) {
                if (change instanceof Change.EditFile edit) {
                    made.add(edit(fix, target, sources, edit));
                } else if (change instanceof Change.SetEnvironment variables) {
                    made.add(environment(fix, target, variables.variables()));
                } else if (change instanceof Change.RunCommand command) {
                    made.add(command(fix, target, sources, command));
                }
            }
            return made;
        } catch (RefusedException | IOException | UncheckedIOException e) {
            Thread.interrupted(); // the time limit interrupts this thread; the rollback must still write its files
            rollback.rollBack(Set.of(fix), target.mode());
            throw e;
        }
    }

    /**
     * Makes in one mode the changes that are proven in another. Each file goes from its first state to its last in one
     * edit. Variables and commands are the same.
     */
    public List<AppliedChange> applyProven(List<String> fixes, Mode proven, ChangeTarget target, SourceFiles sources)
            throws RefusedException, IOException {
        List<Step> steps = journal.find(s -> fixes.contains(s.fix()) && s.mode() == proven && s.phase() == Phase.DONE);
        String fix = fixes.get(fixes.size() - 1);
        List<AppliedChange> made = new ArrayList<>();
        try {
            for (Map.Entry<Path, Ends> file : ends(steps).entrySet()) {
                made.add(applyProven(fix, target, sources, file.getKey(), file.getValue()));
            }
            Map<String, String> variables = new LinkedHashMap<>();
            steps.stream()
                    .filter(s -> s.kind() == Kind.ENVIRONMENT)
                    .forEach(s -> variables.put(s.subject(), s.after()));
            if (!variables.isEmpty()) {
                made.add(environment(fix, target, variables));
            }
            for (Step step : steps) {
                if (step.kind() == Kind.COMMAND) {
                    made.add(command(
                            fix, target, sources, ChangeJson.GSON.fromJson(step.after(), Change.RunCommand.class)));
                }
            }
            return made;
        } catch (RefusedException | IOException | UncheckedIOException e) {
            Thread.interrupted(); // see apply
            rollback.rollBack(Set.copyOf(fixes), target.mode());
            throw e;
        }
    }

    /** Folds the edits of each file into one, from its first state to its last. */
    private static Map<Path, Ends> ends(List<Step> steps) {
        Map<Path, Ends> ends = new LinkedHashMap<>();
        steps.stream()
                .filter(s -> s.kind() == Kind.EDIT)
                .forEach(s -> ends.merge(
                        Path.of(s.subject()),
                        new Ends(s.before(), s.after()),
                        (first, next) -> new Ends(first.before(), next.after())));
        return ends;
    }

    /** Copies the proven bytes where the file is the same here, else transplants the difference. */
    private AppliedChange applyProven(String fix, ChangeTarget target, SourceFiles sources, Path proven, Ends ends)
            throws RefusedException, IOException {
        String path =
                sources.relative(proven).orElseThrow(() -> new RefusedException(proven + " is not below the sources"));
        Path file = sources.file(path).orElseThrow(() -> new RefusedException(path + " is not there in " + target));
        byte[] current = Files.readAllBytes(file);
        byte[] before = journal.image(ends.before());
        byte[] after = journal.image(ends.after());
        byte[] replacement =
                ByteEdits.sha256(current).equals(ends.before()) ? after : ByteEdits.transplant(before, after, current);
        return replace(fix, target, new Source(path, file, current), replacement);
    }

    private AppliedChange edit(String fix, ChangeTarget target, SourceFiles sources, Change.EditFile edit)
            throws RefusedException, IOException {
        Path file = sources.file(edit.path())
                .orElseThrow(() -> new RefusedException(edit.path() + " is not below the sources"));
        byte[] before = Files.readAllBytes(file);
        if (!ByteEdits.sha256(before).equals(edit.sha256())) {
            throw new RefusedException.Stale(edit.path() + " changed since it was read");
        }
        return replace(fix, target, new Source(edit.path(), file, before), ByteEdits.apply(before, edit.edits()));
    }

    private AppliedChange replace(String fix, ChangeTarget target, Source source, byte[] after) throws IOException {
        Step step = journal.intend(new Intent(
                Kind.EDIT,
                fix,
                target.process(),
                target.mode(),
                source.file().toString(),
                journal.keep(source.bytes()),
                journal.keep(after)));
        files.replace(source.file(), after);
        journal.mark(step, Phase.DONE);
        return new AppliedChange(
                Change.Kind.EDIT_FILE, source.path(), UnifiedDiff.unified(source.path(), source.bytes(), after));
    }

    /** Sets variables in the overlay, which the process manager adds to the environment at the next start. */
    private AppliedChange environment(String fix, ChangeTarget target, Map<String, String> variables) {
        Map<String, String> overlay = tuning.overlay(target.process(), target.mode());
        List<Step> steps = new ArrayList<>();
        variables.forEach((name, value) -> steps.add(journal.intend(new Intent(
                Kind.ENVIRONMENT, fix, target.process(), target.mode(), name, overlay.getOrDefault(name, ""), value))));
        Map<String, String> changed = new LinkedHashMap<>(overlay);
        changed.putAll(variables);
        tuning.overlay(target.process(), target.mode(), changed);
        crash.reached("overlay set");
        steps.forEach(step -> journal.mark(step, Phase.DONE));
        StringBuilder text = new StringBuilder();
        variables.forEach((name, value) -> text.append(text.length() == 0 ? "" : "\n")
                .append(name)
                .append('=')
                .append(value));
        return new AppliedChange(Change.Kind.SET_ENVIRONMENT, "", text.toString());
    }

    /** Checks the command again: an earlier change of the same fix may have edited the requirements it installs. */
    private AppliedChange command(String fix, ChangeTarget target, SourceFiles sources, Change.RunCommand command)
            throws RefusedException, IOException {
        guard.check(command, sources);
        Step step = journal.intend(new Intent(
                Kind.COMMAND,
                fix,
                target.process(),
                target.mode(),
                String.join(" ", command.argv()),
                "",
                ChangeJson.GSON.toJson(command)));
        String output = commands.run(command, sources);
        crash.reached("command ran");
        journal.mark(step, Phase.DONE);
        return new AppliedChange(
                Change.Kind.RUN_COMMAND,
                "",
                String.join(" ", command.argv()) + (output.isEmpty() ? "" : "\n" + output));
    }
}
