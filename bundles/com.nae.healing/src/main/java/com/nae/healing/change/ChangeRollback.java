package com.nae.healing.change;

import com.nae.api.process.Mode;
import com.nae.api.process.ProcessTuning;
import com.nae.healing.change.ChangeJournal.Kind;
import com.nae.healing.change.ChangeJournal.Phase;
import com.nae.healing.change.ChangeJournal.Step;
import com.nae.healing.record.CrashPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The component that undoes changes, newest first. It also settles the steps that a crash interrupted. Only journalled
 * changes are undone.
 */
public final class ChangeRollback {
    private final ChangeJournal journal;
    private final ProcessTuning tuning;
    private final AtomicFile files;
    private final CrashPoint crash;

    public ChangeRollback(ChangeJournal journal, ProcessTuning tuning, CrashPoint crash) {
        this.journal = journal;
        this.tuning = tuning;
        this.crash = crash;
        files = new AtomicFile(crash);
    }

    /**
     * Undoes the changes of fixes in a mode, byte for byte. Later changes in other lines of a file stay. Where later
     * changes touch the same lines, and all of them are by healing, the file goes back to its state before the fix. A
     * command cannot be undone; its step is only marked.
     *
     * @throws RefusedException if somebody else has changed the same lines since
     */
    public synchronized Result rollBack(Set<String> fixes, Mode mode) throws RefusedException, IOException {
        settle(s -> fixes.contains(s.fix()) && s.mode() == mode);
        List<Step> steps = journal.inForce(s -> fixes.contains(s.fix()) && s.mode() == mode && s.kind() != Kind.HOLD);
        Set<String> others = new TreeSet<>();
        for (Step step : steps) {
            if (step.kind() == Kind.EDIT) {
                edit(step, others);
            } else if (step.kind() == Kind.ENVIRONMENT) {
                variable(step);
            } else {
                journal.mark(step, Phase.UNDONE);
            }
        }
        others.removeAll(fixes);
        return new Result(steps.size(), others);
    }

    /**
     * The result of a rollback.
     *
     * @param steps the number of changes that were in force
     * @param others further fixes that were undone with them, because they had changed the same lines later
     */
    public record Result(int steps, Set<String> others) {
        public boolean changedAnything() {
            return steps > 0;
        }
    }

    /**
     * Whether all changes of fixes are still in place in a mode. An operator, or a new version of the program, may have
     * replaced them.
     */
    public boolean isInForce(Set<String> fixes, Mode mode) throws IOException {
        for (Step step : journal.inForce(s -> fixes.contains(s.fix()) && s.mode() == mode)) {
            boolean there = step.kind() == Kind.EDIT
                    ? isInForce(step)
                    : step.kind() != Kind.ENVIRONMENT
                            || step.after().equals(overlay(step).get(step.subject()));
            if (!there) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether one edit is still in place. The file may be exactly as the edit, or a later edit, left it. Otherwise the
     * edit counts as in place if its lines can be found and reversed.
     */
    private boolean isInForce(Step step) throws IOException {
        Path file = Path.of(step.subject());
        byte[] current = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        String hash = ByteEdits.sha256(current);
        boolean later = !journal.inForce(s -> s.kind() == Kind.EDIT
                        && s.no() > step.no()
                        && s.subject().equals(step.subject())
                        && s.after().equals(hash))
                .isEmpty();
        if (hash.equals(step.before()) || hash.equals(step.after()) || later) {
            return !hash.equals(step.before());
        }
        try {
            ByteEdits.transplant(journal.image(step.after()), journal.image(step.before()), current);
            return true;
        } catch (RefusedException gone) {
            return false;
        }
    }

    private Map<String, String> overlay(Step step) {
        return tuning.overlay(step.process(), step.mode());
    }

    private void edit(Step step, Set<String> others) throws RefusedException, IOException {
        Path file = Path.of(step.subject());
        byte[] current = Files.exists(file) ? Files.readAllBytes(file) : journal.image(step.before());
        String hash = ByteEdits.sha256(current);
        List<Step> with = new ArrayList<>(List.of(step));
        if (!hash.equals(step.before())) {
            byte[] restored =
                    hash.equals(step.after()) ? journal.image(step.before()) : merged(step, current, hash, with);
            journal.keep(current);
            journal.mark(step, Phase.UNDOING);
            files.replace(file, restored);
        }
        with.forEach(s -> others.add(journal.mark(s, Phase.UNDONE).fix()));
    }

    /**
     * The bytes without the edit, where the file has changed since.
     *
     * @param with receives the later steps that are undone together with this one
     */
    private byte[] merged(Step step, byte[] current, String hash, List<Step> with) throws RefusedException {
        byte[] before = journal.image(step.before());
        try {
            return ByteEdits.transplant(journal.image(step.after()), before, current);
        } catch (RefusedException elsewhere) {
            List<Step> later = journal.inForce(s ->
                    s.kind() == Kind.EDIT && s.no() > step.no() && s.subject().equals(step.subject()));
            if (later.stream().noneMatch(s -> s.after().equals(hash))) {
                throw new RefusedException(step.subject()
                        + " was changed by somebody else since, in the same lines; its state before the fix is kept in "
                        + journal.place(step.before()));
            }
            with.addAll(later);
            return before;
        }
    }

    /** Restores a variable, unless something else has set it since. */
    private void variable(Step step) {
        Step undoing = journal.mark(step, Phase.UNDOING);
        Map<String, String> overlay = new LinkedHashMap<>(overlay(step));
        if (step.after().equals(overlay.get(step.subject()))) {
            if (step.before().isEmpty()) {
                overlay.remove(step.subject());
            } else {
                overlay.put(step.subject(), step.before());
            }
            tuning.overlay(step.process(), step.mode(), overlay);
        }
        crash.reached("overlay taken back");
        journal.mark(undoing, Phase.UNDONE);
    }

    /**
     * Settles the steps that a crash interrupted. A step whose effect is in place is marked as done, any other as
     * undone.
     */
    public synchronized void recover() throws IOException {
        settle(step -> true);
    }

    private void settle(Predicate<Step> which) throws IOException {
        for (Step step : journal.find(s -> !s.settled() && s.kind() != Kind.HOLD && which.test(s))) {
            boolean done = switch (step.kind()) {
                case EDIT -> edited(step);
                case ENVIRONMENT -> step.after().equals(overlay(step).get(step.subject()));
                case COMMAND, HOLD -> false; // whether a command ended cannot be known; holds are recovered elsewhere
            };
            journal.mark(step, done ? Phase.DONE : Phase.UNDONE);
        }
    }

    private boolean edited(Step step) throws IOException {
        files.deleteTemporary(Path.of(step.subject()));
        return isInForce(step);
    }
}
