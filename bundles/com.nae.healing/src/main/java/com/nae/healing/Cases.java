package com.nae.healing;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Autonomy;
import com.nae.api.process.ProcessEvent;

/** All open cases, at most one for each process and fingerprint, and who of them hears of what. Used on the loop's thread. */
final class Cases {
    /** How long a failure that nobody knew a repair for is only counted. */
    private static final Duration LEFT_ALONE = Duration.ofMinutes(10);
    private static final int REMEMBERED = 1_000;
    private static final Duration SETTLING = Duration.ofMillis(800);

    private final Desk desk;
    private final Benches benches = new Benches();
    private final Map<String, Case> open = new HashMap<>();
    private final Map<String, Instant> leftAlone = new HashMap<>();
    private Instant settled = Instant.EPOCH;

    Cases(Desk desk) {
        this.desk = desk;
    }

    void occurred(Issue issue, InstanceId at) {
        Case mine = open.get(issue.fingerprint());
        Optional<Case> holder = benches.holder(issue.process()).filter(h -> h != mine);
        if (holder.isPresent() && holder.get().noticed(issue, at)) {
            return;
        }
        if (mine != null) {
            mine.occurred(issue, at);
        } else if (wanted(issue)) {
            admit(issue, at);
        }
    }

    private boolean wanted(Issue issue) {
        Instant until = leftAlone.getOrDefault(issue.fingerprint(), Instant.MIN);
        return issue.status() != Issue.Status.IGNORED && until.isBefore(desk.loop().now())
                && List.of(Mode.values()).stream().anyMatch(mode -> desk.runs(issue.process(), mode) && desk.processes().definition(issue.process(), mode)
                        .map(d -> d.healing().of(issue.family().word()) != Autonomy.OBSERVE).orElse(false));
    }

    private void admit(Issue issue, InstanceId at) {
        Case fresh = open(issue);
        fresh.note(issue, at);
        Duration early = Duration.between(desk.loop().now(), settled);
        if (early.isNegative() || early.isZero()) {
            begin(fresh, issue, at);
        } else {
            desk.loop().after(early, () -> begin(fresh, issue, at));
        }
    }

    private void begin(Case fresh, Issue issue, InstanceId at) {
        Optional<FixRecord> standing = standing(issue, at);
        if (standing.isEmpty()) {
            fresh.propose();
        } else if (standing.get().state() == FixRecord.State.HEALED) {
            relapsed(fresh, standing.get());
        } else {
            resume(fresh, standing.get());
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
            leftAlone.values().removeIf(until -> until.isBefore(desk.loop().now()));
        }
        leftAlone.put(c.fingerprint, desk.loop().now().plus(c.healed() ? Duration.ZERO : LEFT_ALONE));
    }

    /** A fix for the issue that is in force, or that waits for a yes. */
    private Optional<FixRecord> standing(Issue issue, InstanceId at) {
        Instant since = desk.loop().now().minus(desk.config().relapse());
        return desk.fixes().newestFirst().stream().filter(f -> f.fingerprint().equals(issue.fingerprint()) && f.mode().isPresent())
                .filter(f -> f.state() == FixRecord.State.HEALED && f.mode().get() == at.mode() && f.since().isAfter(since)
                        || f.state() == FixRecord.State.AWAITING_APPROVAL && at.mode() == Mode.LIVE
                        || f.state() == FixRecord.State.PROVEN && at.mode() == Mode.LIVE).findFirst();
    }

    private void relapsed(Case c, FixRecord fix) {
        if (benches.take(c, () -> relapsed(c, fix))) {
            new Retreat(c, repair(c, fix)).rolledBack("the failure came back");
        }
    }

    /** Goes on with what an earlier runtime proved. */
    private void resume(Case c, FixRecord fix) {
        Repair repair = repair(c, fix);
        if (c.autonomy(Mode.LIVE, repair.families()) == Autonomy.AUTO && repair.trial != Mode.LIVE) {
            if (benches.take(c, () -> resume(c, fix))) {
                c.go(new Promoting(c, repair, "policy"));
            }
        } else {
            c.go(new AwaitingApproval(c, repair, Mode.LIVE));
        }
    }

    private Repair repair(Case c, FixRecord fix) {
        Repair repair = new Repair(desk.trial(c.process).orElse(Mode.LIVE));
        repair.add(new Repair.Part(fix.id(), new Proposal(c.issue(), fix.healer(), fix.fix())));
        return repair;
    }

    void changed(ProcessEvent event) {
        for (Case c : List.copyOf(open.values())) {
            if (c.process.equals(event.id().process())) {
                c.changed(event);
            }
        }
    }

    /** Other healers may know more; while they come one after the other, as at a start, no case is begun with half of them. */
    void healersChanged() {
        leftAlone.clear();
        settled = desk.loop().now().plus(SETTLING);
    }

    Benches benches() {
        return benches;
    }

    Optional<Case> find(String fingerprint) {
        return Optional.ofNullable(open.get(fingerprint));
    }

    /** The open case of an issue, or a new one for a person's word about it. */
    Case require(Issue issue) {
        return find(issue.fingerprint()).orElseGet(() -> open(issue));
    }
}
