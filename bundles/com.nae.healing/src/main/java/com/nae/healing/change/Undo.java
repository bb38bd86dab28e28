package com.nae.healing.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.nae.api.process.Mode;
import com.nae.api.process.ProcessManager;
import com.nae.healing.change.Journal.Kind;
import com.nae.healing.change.Journal.Phase;
import com.nae.healing.change.Journal.Step;

/** Takes changes back, newest first, and settles what a crash interrupted. */
public final class Undo {
    private final Journal journal;
    private final ProcessManager processes;
    private final AtomicFile files;
    private final CrashPoint crash;

    public Undo(Journal journal, ProcessManager processes, CrashPoint crash) {
        this.journal = journal;
        this.processes = processes;
        this.crash = crash;
        files = new AtomicFile(crash);
    }

    /**
     * Takes back what fixes changed in a mode, byte for byte. What was changed in a file since, elsewhere, stays; where that cannot be
     * told apart, a file that healing alone has changed since goes back to its state before the fix. A command cannot be taken back.
     *
     * @return how many changes were in force
     */
    public int fixes(Set<String> fixes, Mode mode) throws Refused, IOException {
        List<Step> steps = journal.inForce(s -> fixes.contains(s.fix()) && s.mode() == mode && s.kind() != Kind.HOLD);
        for (Step step : steps) {
            if (step.kind() == Kind.EDIT) {
                edit(step);
            } else if (step.kind() == Kind.ENVIRONMENT) {
                variable(step);
            } else {
                journal.mark(step, Phase.UNDONE);
            }
        }
        return steps.size();
    }

    private void edit(Step step) throws Refused, IOException {
        Path file = Path.of(step.subject());
        byte[] current = Files.readAllBytes(file);
        String hash = Edits.sha256(current);
        if (hash.equals(step.before())) {
            journal.mark(step, Phase.UNDONE);
            return;
        }
        byte[] restored = hash.equals(step.after()) ? journal.image(step.before()) : merged(step, current, hash);
        Step undoing = journal.mark(step.after(journal.keep(current)), Phase.UNDOING);
        files.replace(file, restored);
        journal.mark(undoing, Phase.UNDONE);
    }

    private byte[] merged(Step step, byte[] current, String hash) throws Refused {
        byte[] before = journal.image(step.before());
        try {
            return Edits.transplant(journal.image(step.after()), before, current);
        } catch (Refused elsewhere) {
            List<Step> later = journal.inForce(s -> s.kind() == Kind.EDIT && s.no() > step.no() && s.subject().equals(step.subject()));
            if (later.stream().noneMatch(s -> s.after().equals(hash))) {
                throw new Refused(step.subject() + " was changed by somebody else since; its state before the fix is kept as image " + step.before());
            }
            later.forEach(s -> journal.mark(s, Phase.UNDONE));
            return before;
        }
    }

    private void variable(Step step) {
        Step undoing = journal.mark(step, Phase.UNDOING);
        Map<String, String> overlay = new LinkedHashMap<>(processes.overlay(step.process(), step.mode()));
        if (step.after().equals(overlay.get(step.subject()))) {
            if (step.before().isEmpty()) {
                overlay.remove(step.subject());
            } else {
                overlay.put(step.subject(), step.before());
            }
            processes.overlay(step.process(), step.mode(), overlay);
        }
        crash.reached("overlay taken back");
        journal.mark(undoing, Phase.UNDONE);
    }

    /** Settles what a crash interrupted: a step that was carried out counts as done, one that was not as undone. */
    public void recover() throws IOException {
        for (Step step : journal.find(s -> !s.settled() && s.kind() != Kind.HOLD)) {
            boolean done = switch (step.kind()) {
                case EDIT -> edited(step);
                case ENVIRONMENT -> step.after().equals(processes.overlay(step.process(), step.mode()).get(step.subject()));
                case COMMAND, HOLD -> false;
            };
            journal.mark(step, done ? Phase.DONE : Phase.UNDONE);
        }
    }

    private boolean edited(Step step) throws IOException {
        Path file = Path.of(step.subject());
        files.tidy(file);
        return Files.exists(file) && Edits.sha256(Files.readAllBytes(file)).equals(step.after());
    }
}
