package com.nae.healing.flow;

import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Autonomy;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.healing.context.CaseContext;
import com.nae.healing.step.AwaitingApproval;
import com.nae.healing.step.Promoting;
import com.nae.healing.step.Reverting;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All open cases, at most one for each process and fingerprint, and who of them hears of what. Used on the loop's
 * thread.
 */
public final class Cases {
    /** When what a broken case has left is settled, and its failure is looked at again. */
    static final Duration SETTLED = Duration.ofMinutes(1);

    private static final int REMEMBERED = 1_000;
    private static final Duration SETTLING = Duration.ofMillis(800);

    /** Until when a failure is only counted, and how often it was left so. */
    private record Rest(Instant until, int times) {
        static final Rest NONE = new Rest(Instant.MIN, 0);
    }

    private final CaseContext desk;
    private final ProcessLocks benches = new ProcessLocks();
    private final Map<String, Case> open = new HashMap<>();
    private final Map<String, Rest> leftAlone = new HashMap<>();
    private Instant settled = Instant.EPOCH;

    public Cases(CaseContext desk) {
        this.desk = desk;
    }

    public void occurred(Issue issue, InstanceId at) {
        spend(issue, at);
        Case mine = open.get(issue.fingerprint());
        Optional<Case> holder = benches.holder(issue.process()).filter(h -> h != mine);
        if (holder.isPresent() && noticed(holder.get(), issue, at)) {
            return;
        }
        if (mine != null) {
            mine.safely(() -> mine.occurred(issue, at));
        } else if (wanted(issue)) {
            admit(issue, at);
        }
    }

    private static boolean noticed(Case holder, Issue issue, InstanceId at) {
        boolean[] taken = {false};
        holder.safely(() -> taken[0] = holder.noticed(issue, at));
        return taken[0];
    }

    /** A failure that ended its program costs a restart, out of its own budget too. */
    private void spend(Issue issue, InstanceId at) {
        Optional<ProcessStatus> status = desk.processes().status(at);
        boolean ended = status.isPresent()
                && status.get()
                        .started()
                        .map(started -> started.isAfter(issue.lastSeen()))
                        .orElse(true);
        boolean live = at.mode() == Mode.LIVE
                && issue.status() != Issue.Status.IGNORED
                && !desk.tools().holds().held(at);
        boolean told = status.map(s -> s.state() == ProcessState.FATAL).orElse(true);
        if (live && ended && !BudgetGate.spend(desk, issue.fingerprint(), at) && !told) {
            desk.processes()
                    .escalate(
                            at,
                            (issue.type() + " " + issue.subject()).strip()
                                    + " came again; its budget of restarts and repairs is spent, a person is needed");
        }
    }

    private boolean wanted(Issue issue) {
        Instant until = leftAlone.getOrDefault(issue.fingerprint(), Rest.NONE).until();
        return issue.status() != Issue.Status.IGNORED
                && until.isBefore(desk.loop().now())
                && List.of(Mode.values()).stream()
                        .anyMatch(mode -> desk.isRunning(issue.process(), mode)
                                && desk.processes()
                                        .definition(issue.process(), mode)
                                        .map(d -> d.healing().of(issue.family().word()) != Autonomy.OBSERVE)
                                        .orElse(false));
    }

    private void admit(Issue issue, InstanceId at) {
        Case fresh = open(issue);
        Duration early = Duration.between(desk.loop().now(), settled);
        fresh.safely(() -> {
            fresh.note(issue, at);
            fresh.context.loop().schedule(early.isNegative() ? Duration.ZERO : early, () -> begin(fresh, issue, at));
        });
    }

    private void begin(Case fresh, Issue issue, InstanceId at) {
        if (open.get(fresh.fingerprint) != fresh) {
            return;
        }
        Optional<FixRecord> standing = standing(issue, at);
        if (standing.isEmpty()
                || standing.get().state() == FixRecord.State.HEALED && !stands(standing.get(), at.mode())) {
            fresh.propose();
        } else if (standing.get().state() == FixRecord.State.HEALED) {
            relapsed(fresh, standing.get());
        } else {
            resume(fresh, standing.get());
        }
    }

    /**
     * Whether a healed fix is still there: a person, or a new version of the program, may have replaced it; then the
     * failure is a new one.
     */
    private boolean stands(FixRecord fix, Mode mode) {
        try {
            return desk.tools().undo().isInForce(Set.copyOf(desk.fixes().groupOf(fix.id())), mode);
        } catch (IOException e) {
            return true;
        }
    }

    private Case open(Issue issue) {
        Case[] made = new Case[1];
        made[0] = new Case(desk, benches, issue, () -> closed(made[0]));
        open.put(issue.fingerprint(), made[0]);
        return made[0];
    }

    private void closed(Case c) {
        open.remove(c.fingerprint, c);
        if (leftAlone.size() > REMEMBERED) {
            leftAlone
                    .values()
                    .removeIf(rest -> rest.until().isBefore(desk.loop().now()));
        }
        int before = leftAlone.getOrDefault(c.fingerprint, Rest.NONE).times();
        leftAlone.put(c.fingerprint, new Rest(desk.loop().now().plus(c.rest(before)), c.healed() ? 0 : before + 1));
        if (c.broken()) {
            desk.loop().schedule(SETTLED, () -> settle(c));
        }
    }

    /** Takes back what a broken case has left in the middle. */
    private void settle(Case c) {
        new StartupRecovery(desk)
                .settle(fix ->
                        fix.process().equals(c.process) && caseOfFix(fix.id()).isEmpty());
    }

    /** The open case that is about a fix. */
    Optional<Case> caseOfFix(String fix) {
        return open.values().stream().filter(c -> c.step().concerns(fix)).findFirst();
    }

    /** A fix for the issue that is in force, or that waits for a yes. */
    private Optional<FixRecord> standing(Issue issue, InstanceId at) {
        Instant since = desk.loop().now().minus(desk.config().relapse());
        return desk.fixes().newestFirst().stream()
                .filter(f ->
                        f.fingerprint().equals(issue.fingerprint()) && f.mode().isPresent())
                .filter(f -> f.state() == FixRecord.State.HEALED
                                && f.mode().get() == at.mode()
                                && f.since().isAfter(since)
                        || f.state() == FixRecord.State.AWAITING_APPROVAL && at.mode() == Mode.LIVE
                        || f.state() == FixRecord.State.PROVEN && at.mode() == Mode.LIVE)
                .findFirst();
    }

    private void relapsed(Case c, FixRecord fix) {
        if (benches.acquire(c, () -> relapsed(c, fix))) {
            new Reverting(c, Repair.of(desk, fix, c.issue())).rolledBack("the failure came back");
        }
    }

    /** Goes on with what an earlier runtime proved. */
    private void resume(Case c, FixRecord fix) {
        Repair repair = Repair.of(desk, fix, c.issue());
        if (c.autonomy(Mode.LIVE, repair.families()) == Autonomy.AUTO && repair.trial != Mode.LIVE) {
            if (benches.acquire(c, () -> resume(c, fix))) {
                c.go(new Promoting(c, repair, "policy"));
            }
        } else {
            c.go(new AwaitingApproval(c, repair, Mode.LIVE));
        }
    }

    public void changed(ProcessEvent event) {
        desk.tools().rolling().changed(event);
        for (Case c : List.copyOf(open.values())) {
            if (c.process.equals(event.id().process())) {
                c.safely(() -> c.changed(event));
            }
        }
    }

    /**
     * Other healers may know more; while they come one after the other, as at a start, no case is begun with half of
     * them.
     */
    public void healersChanged() {
        leftAlone.clear();
        settled = desk.loop().now().plus(SETTLING);
    }

    ProcessLocks benches() {
        return benches;
    }

    public Optional<Case> find(String fingerprint) {
        return Optional.ofNullable(open.get(fingerprint));
    }

    /** The open case of an issue, or a new one for a person's word about it. */
    Case findOrOpen(Issue issue) {
        return find(issue.fingerprint()).orElseGet(() -> open(issue));
    }
}
