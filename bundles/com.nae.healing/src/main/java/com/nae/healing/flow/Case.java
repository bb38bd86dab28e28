package com.nae.healing.flow;

import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Autonomy;
import com.nae.api.process.ProcessEvent;
import com.nae.healing.context.CaseContext;
import com.nae.healing.exec.GuardedExecutor;
import com.nae.healing.healers.HealerRegistry;
import com.nae.healing.record.FixStore;
import com.nae.healing.record.Proposal;
import com.nae.healing.step.AwaitingEndpoint;
import com.nae.healing.step.Closed;
import com.nae.healing.step.Proposing;
import com.nae.healing.step.Queued;
import com.nae.healing.step.Reproducing;
import com.nae.healing.step.Restarting;
import com.nae.healing.trial.FailureInterval;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One failure of one process on its way through the pipeline. Lives on the coordinator's thread. */
public final class Case {
    /** How long a failure that nobody knew a repair for is only counted. */
    private static final Duration LEFT_ALONE = Duration.ofMinutes(10);
    /** After this time healers that could not answer are asked again, later each time. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Case.class);

    public final CaseContext context;
    public final ProcessLocks locks;
    public final String process;
    public final String fingerprint;
    public final FailureInterval interval = new FailureInterval();
    public final Set<InstanceId> failing = new TreeSet<>();
    public final CaseHold hold = new CaseHold(this);
    private final Deque<Proposal> candidates = new ArrayDeque<>();
    private final Runnable ended;
    private Optional<Proposal> suggestion = Optional.empty();
    private String setback = "";
    private int lost;
    private int unheard;
    private boolean well;
    private boolean broken;
    private boolean closed;
    private boolean unanswered;
    private Issue issue;
    private Step step = new Queued(this);

    Case(CaseContext desk, ProcessLocks benches, Issue issue, Runnable ended) {
        this.context = desk.guarded(this::broken);
        this.locks = benches;
        this.issue = issue;
        this.ended = ended;
        process = issue.process();
        fingerprint = issue.fingerprint();
    }

    public Issue issue() {
        return issue;
    }

    Step step() {
        return step;
    }

    /**
     * For how long its failure is only counted when it is over; a return of what was healed is news. Where nobody had
     * anything to say, that may be different soon: a healer may have been too slow on a busy machine.
     *
     * @param before how often it ended so before
     */
    Duration rest(int before) {
        Duration soon = Duration.ofSeconds(15L << Math.min(6, 2 * before));
        return well
                ? Duration.ZERO
                : broken ? Cases.SETTLED : unanswered && soon.compareTo(LEFT_ALONE) < 0 ? soon : LEFT_ALONE;
    }

    /**
     * A step of it failed, for want of disk space perhaps: it ends, its holds too, and what it left is settled later.
     */
    private void broken(RuntimeException e) {
        if (!broken) {
            broken = true;
            LOG.error("a step of healing {} failed; its case is taken up again later", issue.id(), e);
            safely(() -> end(""));
        }
    }

    boolean broken() {
        return broken;
    }

    /** Whether it ended well. */
    boolean healed() {
        return well;
    }

    /** Does something for the case; what goes wrong in it ends the case. */
    void safely(Runnable task) {
        new GuardedExecutor(context.loop(), context.crew(), this::broken).safely(task);
    }

    public boolean at(Step some) {
        return step == some;
    }

    public void go(Step next) {
        if (closed && !(next instanceof Closed)) {
            return;
        }
        step.leave();
        step = next;
        next.enter();
    }

    // ---- what happens

    /** Notes an occurrence, whatever the case is doing. */
    void note(Issue now, InstanceId at) {
        issue = now;
        failing.add(at);
        interval.failed(at, now.lastSeen(), context.processes().status(at).flatMap(s -> s.started()));
    }

    void occurred(Issue now, InstanceId at) {
        note(now, at);
        if (!step.runs(at)) {
            hold.more(at);
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
            hold.hold("a repair of " + issue.type() + " " + issue.subject() + " is looked for");
        }
        context.trialMode(process)
                .ifPresentOrElse(mode -> go(new Proposing(this, issue, mode, this::advised)), () -> end(""));
    }

    private void advised(HealerRegistry.Advice advice) {
        if (advice.proposals().isEmpty()
                && advice.failures() > 0
                && unheard < context.config().attempts()) {
            askAgain(step);
            return;
        }
        candidates.clear();
        advice.proposals().stream()
                .filter(p -> !p.fix().isSuggestion())
                .filter(this::allowed)
                .sorted(Comparator.comparingDouble(this::chance).reversed())
                .forEach(candidates::add);
        suggestion = advice.proposals().stream()
                .filter(p -> p.fix().isSuggestion())
                .max(Comparator.comparingDouble(p -> p.fix().confidence()))
                .or(() -> suggestion);
        next();
    }

    /** A healer that could not answer may answer soon; the starts of a hot loop stay held back meanwhile. */
    private void askAgain(Step asked) {
        context.loop().schedule(PATIENCE.multipliedBy(++unheard), () -> {
            if (at(asked)) {
                propose();
            }
        });
    }

    private boolean allowed(Proposal p) {
        String pattern = p.fix().pattern();
        boolean often = p.fix().terms().limit() > 0
                && context.fixes()
                                .applied(
                                        process,
                                        pattern,
                                        context.loop()
                                                .now()
                                                .minus(p.fix().terms().window()))
                        >= p.fix().terms().limit();
        return !often
                && context.records().banned().allows(fingerprint, pattern)
                && context.services()
                        .records()
                        .get()
                        .map(r -> r.allowed(fingerprint, pattern))
                        .orElse(true);
    }

    private double chance(Proposal p) {
        return context.services()
                .records()
                .get()
                .map(r -> r.expected(fingerprint, issue.family().word(), p.fix().pattern()))
                .orElse(p.fix().confidence());
    }

    /** Turns to the best candidate that is left, or gives up. */
    void next() {
        Proposal best = lost < context.config().attempts() ? candidates.poll() : null;
        Mode mode = context.trialMode(process).orElse(Mode.LIVE);
        Autonomy autonomy = autonomy(mode, Set.of(issue.family().word()));
        if (best == null) {
            giveUp();
        } else if (autonomy.compareTo(Autonomy.APPROVE) < 0) {
            suggest(best, "may be tried by hand: " + best.fix().reason());
        } else if (best.isWait()) {
            go(new AwaitingEndpoint(this, best));
        } else if (!best.changesProgram()) {
            go(new Restarting(this, best));
        } else if (locks.acquire(this, this::propose)) {
            go(new Reproducing(this, best, mode));
        } else {
            context.services()
                    .tracker()
                    .resolve(issue.id(), Issue.Status.HEALING, "waits until another repair of " + process + " is done");
            go(new Queued(this));
        }
    }

    /** How far healing may go by itself in a mode with failures of some families. */
    public Autonomy autonomy(Mode mode, Set<String> families) {
        Optional<ProcessDefinition> definition = context.processes().definition(process, mode);
        return definition
                .flatMap(d -> families.stream().map(f -> d.healing().of(f)).min(Comparator.naturalOrder()))
                .orElse(Autonomy.OBSERVE);
    }

    /**
     * An attempt came to nothing; what it changed has been taken back. @param again whether all is thought through
     * again, since the world has changed
     */
    public void attemptFailed(String why, boolean again) {
        lost++;
        setback = why;
        if (again && lost < context.config().attempts()) {
            propose();
        } else {
            next();
        }
    }

    // ---- the end

    private void giveUp() {
        if (suggestion.isPresent()) {
            Proposal s = suggestion.get();
            suggest(s, s.fix().reason() + (setback.isEmpty() ? "" : " (tried: " + setback + ")"));
            return;
        }
        unanswered = setback.isEmpty();
        if (lost >= context.config().attempts()) {
            String reason = lost + " attempts to repair " + issue.type() + " came to nothing, the last: " + setback;
            failing.stream()
                    .filter(id -> id.mode() == Mode.LIVE)
                    .forEach(id -> context.processes().escalate(id, reason));
            context.services().tracker().resolve(issue.id(), Issue.Status.ESCALATED, reason);
        } else if (!unanswered) {
            context.services().tracker().resolve(issue.id(), Issue.Status.SUGGESTED, "needs a person: " + setback);
        }
        end("");
    }

    /** Names a remedy to a person, once for each fingerprint and pattern, and ends. */
    void suggest(Proposal p, String remedy) {
        boolean told = context.fixes().newestFirst().stream()
                .anyMatch(f -> f.state() == FixRecord.State.SUGGESTED
                        && f.fingerprint().equals(fingerprint)
                        && f.fix().pattern().equals(p.fix().pattern())
                        && f.fix().reason().equals(p.fix().reason()));
        if (!told) {
            context.fixes()
                    .addEvent(
                            context.fixes().propose(p),
                            FixStore.Event.of(FixRecord.State.SUGGESTED, "suggested", Optional.empty(), remedy));
        }
        context.services().tracker().resolve(issue.id(), Issue.Status.SUGGESTED, remedy);
        end("");
    }

    /** Closes the case: its failure is gone. */
    public void endHealed(String how) {
        well = true;
        end(how);
    }

    /** Closes the case. */
    public void end(String why) {
        if (closed) {
            return;
        }
        closed = true;
        try {
            go(new Closed(this, why));
            hold.release();
        } finally {
            locks.release(this);
            ended.run();
        }
    }

    /** Instances a repair in a mode concerns, running or not. */
    public Set<InstanceId> instances(Mode mode) {
        Set<InstanceId> ids = new TreeSet<>();
        context.instances(process, mode).forEach(s -> ids.add(s.id()));
        return ids;
    }
}
