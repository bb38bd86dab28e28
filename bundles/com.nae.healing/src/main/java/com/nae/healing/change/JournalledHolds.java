package com.nae.healing.change;

import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessManager;
import com.nae.healing.change.ChangeJournal.Intent;
import com.nae.healing.change.ChangeJournal.Kind;
import com.nae.healing.change.ChangeJournal.Phase;
import com.nae.healing.change.ChangeJournal.Step;
import com.nae.healing.record.CrashPoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The instances whose starts healing holds, and for which failures. Journalled, so that no hold outlives its runtime.
 * Used on the thread of the cases.
 */
public final class JournalledHolds {
    private record Held(Step step, Map<String, String> reasons) {}

    private final ChangeJournal journal;
    private final ProcessManager processes;
    private final CrashPoint crash;
    private final Map<InstanceId, Held> held = new HashMap<>();

    public JournalledHolds(ChangeJournal journal, ProcessManager processes, CrashPoint crash) {
        this.journal = journal;
        this.processes = processes;
        this.crash = crash;
    }

    /** Holds the starts of an instance for an owner. */
    public void hold(InstanceId id, String owner, String reason) {
        Held now = held.get(id);
        if (now == null) {
            Intent hold = new Intent(Kind.HOLD, "", id.process(), id.mode(), id.toString(), "", reason);
            Step step = journal.intend(hold);
            held.put(id, new Held(step, new LinkedHashMap<>(Map.of(owner, reason))));
            processes.hold(id, reason);
            crash.reached("held");
            journal.mark(step, Phase.DONE);
        } else {
            processes.hold(id, reason);
            now.reasons().put(owner, reason);
        }
    }

    /** Ends an owner's hold; the instance may start when it was the last. */
    public void release(InstanceId id, String owner) {
        Held now = held.get(id);
        if (now != null && now.reasons().remove(owner) != null && now.reasons().isEmpty()) {
            held.remove(id);
            processes.release(id);
            crash.reached("released");
            journal.mark(now.step(), Phase.UNDONE);
        }
    }

    /** Ends all holds of an owner, even where the journal cannot be written. */
    public void release(String owner) {
        List<RuntimeException> failures = new ArrayList<>();
        for (InstanceId id : List.copyOf(held.keySet())) {
            try {
                release(id, owner);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    /** Lets a held instance start once; if it ends, it waits again. */
    public void startOnce(InstanceId id) {
        processes.release(id);
        reapply(id);
    }

    /** Holds an instance again; a restart ended the hold of the process manager. */
    public void reapply(InstanceId id) {
        Held now = held.get(id);
        if (now != null) {
            now.reasons().values().stream().findFirst().ifPresent(reason -> processes.hold(id, reason));
        }
    }

    public boolean held(InstanceId id) {
        return held.containsKey(id);
    }

    /** Ends the holds of an earlier runtime: a failure that is still there occurs again. */
    public void recover() {
        for (Step step : journal.find(s -> s.kind() == Kind.HOLD && s.phase() != Phase.UNDONE)) {
            processes.release(InstanceId.parse(step.subject()));
            journal.mark(step, Phase.UNDONE);
        }
    }
}
