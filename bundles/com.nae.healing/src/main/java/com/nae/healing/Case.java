package com.nae.healing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.nae.api.healing.FixRecord;
import com.nae.api.healing.TrackRecords;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Autonomy;
import com.nae.api.process.ProcessEvent;

/** One failure of one process on its way through the pipeline. Lives on the coordinator's thread. */
final class Case {
    /** A program that fails less often than this works in between, so it is not held back while a repair is tried. */
    private static final Duration HOT = Duration.ofSeconds(30);

    final Desk desk;
    final Benches benches;
    final String process;
    final String fingerprint;
    final Rhythm rhythm = new Rhythm();
    final Set<InstanceId> failing = new TreeSet<>();
    private final Deque<Proposal> candidates = new ArrayDeque<>();
    private final Runnable ended;
    private Optional<Proposal> suggestion = Optional.empty();
    private String setback = "";
    private int lost;
    private Loop.Timer holding = () -> { };
    private boolean held;
    private String holdReason = "";
    private boolean well;
    private Issue issue;
    private Step step = new Queued(this);

    Case(Desk desk, Benches benches, Issue issue, Runnable ended) {
        this.desk = desk;
        this.benches = benches;
        this.issue = issue;
        this.ended = ended;
        process = issue.process();
        fingerprint = issue.fingerprint();
    }

    Issue issue() {
        return issue;
    }

    Step step() {
        return step;
    }

    /** Whether it ended well, so that a return of the failure is news. */
    boolean healed() {
        return well;
    }

    boolean at(Step some) {
        return step == some;
    }

    void go(Step next) {
        step.leave();
        step = next;
        next.enter();
    }

    // ---- what happens

    /** Notes an occurrence, whatever the case is doing. */
    void note(Issue now, InstanceId at) {
        issue = now;
        failing.add(at);
        rhythm.failed(at, now.lastSeen(), desk.processes().status(at).flatMap(s -> s.started()));
    }

    void occurred(Issue now, InstanceId at) {
        note(now, at);
        if (held && !step.running()) {
            hold(holdReason);
        }
        step.occurred(now, at);
    }

    boolean noticed(Issue other, InstanceId at) {
        return step.noticed(other, at);
    }

    void changed(ProcessEvent event) {
        step.changed(event);
    }

    // ---- the pipeline

    /** Asks the healers from the beginning. */
    void propose() {
        if (issue.family() != Family.OTHER) {
            hold("a repair of " + issue.type() + " " + issue.subject() + " is looked for");
        }
        desk.trial(process).ifPresentOrElse(mode -> go(new Proposing(this, issue, mode, this::advised)), () -> end(""));
    }

    private void advised(Healers.Advice advice) {
        lost += advice.failures();
        candidates.clear();
        advice.proposals().stream().filter(p -> !p.fix().suggestion()).filter(this::allowed)
                .sorted(Comparator.comparingDouble(this::chance).reversed()).forEach(candidates::add);
        suggestion = advice.proposals().stream().filter(p -> p.fix().suggestion()).max(Comparator.comparingDouble(p -> p.fix().confidence())).or(() -> suggestion);
        next();
    }

    private boolean allowed(Proposal p) {
        String pattern = p.fix().pattern();
        boolean often = p.fix().terms().limit() > 0
                && desk.fixes().applied(process, pattern, desk.loop().now().minus(p.fix().terms().window())) >= p.fix().terms().limit();
        return !often && desk.memory().never().allows(fingerprint, pattern)
                && desk.neighbours().records().get().map(r -> r.allowed(fingerprint, pattern)).orElse(true);
    }

    private double chance(Proposal p) {
        Optional<TrackRecords> records = desk.neighbours().records().get();
        return records.map(r -> r.expected(fingerprint, issue.family().word(), p.fix().pattern())).orElse(p.fix().confidence());
    }

    /** Turns to the best candidate that is left, or gives up. */
    void next() {
        Proposal best = lost < desk.config().attempts() ? candidates.poll() : null;
        Mode mode = desk.trial(process).orElse(Mode.LIVE);
        Autonomy autonomy = autonomy(mode, Set.of(issue.family().word()));
        if (best == null) {
            giveUp();
        } else if (autonomy.compareTo(Autonomy.APPROVE) < 0) {
            suggest(best, "may be tried by hand: " + best.fix().reason());
        } else if (best.waits()) {
            go(new Waiting(this, best));
        } else if (!best.touches()) {
            go(new Restarting(this, best));
        } else if (benches.take(this, this::propose)) {
            go(new Reproducing(this, best, mode));
        } else {
            desk.neighbours().tracker().resolve(issue.id(), Issue.Status.HEALING, "waits until another repair of " + process + " is done");
            go(new Queued(this));
        }
    }

    /** How far healing may go by itself in a mode with failures of some families. */
    Autonomy autonomy(Mode mode, Set<String> families) {
        Optional<ProcessDefinition> definition = desk.processes().definition(process, mode);
        return definition.flatMap(d -> families.stream().map(f -> d.healing().of(f)).min(Comparator.naturalOrder())).orElse(Autonomy.OBSERVE);
    }

    /** An attempt came to nothing; what it changed has been taken back. */
    void lose(String why) {
        lost++;
        setback = why;
        next();
    }

    // ---- holding

    /** Holds back the starts of instances that fail in a hot loop, for a bounded time. */
    void hold(String reason) {
        holdReason = reason;
        if (rhythm.mean().compareTo(HOT) < 0) {
            failing.forEach(id -> desk.tools().holds().hold(id, fingerprint, reason));
            if (!held) {
                held = true;
                holding = desk.loop().after(desk.config().holdMax(), this::unhold);
            }
        }
    }

    /** Leaves the holds to the step that comes, which ends them itself. */
    void keepHolds() {
        held = false;
        holding.cancel();
    }

    void unhold() {
        held = false;
        holding.cancel();
        desk.tools().holds().release(fingerprint);
    }

    // ---- the end

    private void giveUp() {
        if (suggestion.isPresent()) {
            Proposal s = suggestion.get();
            suggest(s, s.fix().reason() + (setback.isEmpty() ? "" : " (tried: " + setback + ")"));
        } else if (lost >= desk.config().attempts()) {
            String reason = lost + " attempts to repair " + issue.type() + " came to nothing, the last: " + setback;
            failing.stream().filter(id -> id.mode() == Mode.LIVE).forEach(id -> desk.processes().escalate(id, reason));
            desk.neighbours().tracker().resolve(issue.id(), Issue.Status.ESCALATED, reason);
            end("");
        } else if (!setback.isEmpty()) {
            desk.neighbours().tracker().resolve(issue.id(), Issue.Status.SUGGESTED, "needs a person: " + setback);
            end("");
        } else {
            end("");
        }
    }

    /** Names a remedy to a person, once for each fingerprint and pattern, and ends. */
    void suggest(Proposal p, String remedy) {
        boolean told = desk.fixes().newestFirst().stream().anyMatch(f -> f.state() == FixRecord.State.SUGGESTED && f.fingerprint().equals(fingerprint)
                && f.fix().pattern().equals(p.fix().pattern()) && f.fix().reason().equals(p.fix().reason()));
        if (!told) {
            desk.fixes().note(desk.fixes().propose(p), Fixes.Event.of(FixRecord.State.SUGGESTED, "suggested", Optional.empty(), remedy));
        }
        desk.neighbours().tracker().resolve(issue.id(), Issue.Status.SUGGESTED, remedy);
        end("");
    }

    /** Closes the case: its failure is gone. */
    void heal(String how) {
        well = true;
        end(how);
    }

    /** Closes the case. */
    void end(String why) {
        go(new Closed(this, why));
        unhold();
        benches.leave(this);
        ended.run();
    }

    /** Instances a repair in a mode concerns, running or not. */
    Set<InstanceId> instances(Mode mode) {
        Set<InstanceId> ids = new TreeSet<>();
        desk.instances(process, mode).forEach(s -> ids.add(s.id()));
        return ids;
    }

}
