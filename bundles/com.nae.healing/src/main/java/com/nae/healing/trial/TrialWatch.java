package com.nae.healing.trial;

import com.nae.api.health.HealthLevel;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueTracker;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
import com.nae.healing.context.CaseContext;
import com.nae.healing.exec.SerialScheduler;
import com.nae.healing.proof.RaisedMatch;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The watch over instances that run with a change. The trial passes when the failure stays away for the whole window,
 * no new failure occurs, and the instances stay up with the health they had. While an endpoint or a process on which
 * they depend is down, their failures are no evidence against the change. The window then starts again, for a bounded
 * time.
 */
public final class TrialWatch {
    /** The receiver of the result: exactly one of these methods is called, once. */
    public interface Listener {
        /** The trial passed. @param facts measured values, by name */
        void quiet(Map<String, String> facts);

        /** The failure that the change should end occurred again. */
        void recurred(Issue issue);

        /** A failure occurred that the process did not have before the change. */
        void newFailure(Issue issue);

        /** An instance ended, or its health got worse. */
        void broken(String why);

        /** An instance was stopped on purpose or is no longer defined, or its dependencies stayed down. */
        void inconclusive(String why);
    }

    /**
     * The terms of a trial.
     *
     * @param fingerprints the failures that the change should end
     * @param own whether a failure is at a line that the change inserted
     * @param window how long the failures must stay away
     * @param baseline the state before the change
     */
    public record Terms(
            Set<InstanceId> instances,
            Set<String> fingerprints,
            Predicate<Issue> own,
            Duration window,
            Baseline baseline) {}

    /** A failure this soon after a start may have been printed by the run before. */
    private static final Duration STALE_OUTPUT = Duration.ofMillis(500);

    private final CaseContext context;
    private final Terms terms;
    private final Listener listener;
    private final Set<String> known;
    private final TrialRuns runs;
    private final DependencyState dependencies;
    private final Instant begin;
    private SerialScheduler.Timer timer = () -> {};
    private SerialScheduler.Timer exitTimer = () -> {};
    /** Whether the one extra restart for output of the run before was made. */
    private boolean restartedForStaleOutput;
    /** Whether an exit was seen that {@code exitTimer} reports when the last output has been read. */
    private boolean exited;

    private boolean ended;

    public TrialWatch(CaseContext context, Terms terms, Listener listener) {
        this.context = context;
        this.terms = terms;
        this.listener = listener;
        known = new HashSet<>(terms.baseline().known());
        runs = new TrialRuns(context, terms.instances());
        dependencies = new DependencyState(context, terms.instances());
        begin = context.now();
        suspendHealthRules(true);
        startWindow();
    }

    /** Ends the watch without a result; safe to call twice. */
    public void end() {
        if (!ended) {
            ended = true;
            timer.cancel();
            exitTimer.cancel();
            suspendHealthRules(false);
        }
    }

    /** Suspends the recovery rules of health, which must not restart an instance in the middle of its trial. */
    private void suspendHealthRules(boolean on) {
        context.services().health().get().ifPresent(health -> terms.instances().forEach(id -> health.trial(id, on)));
    }

    private void startWindow() {
        timer.cancel();
        timer = context.schedule(terms.window(), this::windowOver);
    }

    // ---- events

    /** Takes an occurrence of any issue. @return whether it belongs to this trial, so that no case is opened for it */
    public boolean occurred(Issue issue, InstanceId at) {
        if (ended || !terms.instances().contains(at)) {
            return false;
        }
        if (RaisedMatch.isDenied(context.raisedExceptions(), issue, at)) {
            return false; // text that the program prints says nothing about the change
        }
        boolean same = terms.fingerprints().contains(issue.fingerprint());
        if (!runs.inPresent(at, issue.lastSeen())) {
            return Baseline.dismissLateOutput(context, issue, known) || same;
        }
        if (issue.family() == Family.CONNECTION && !same && !terms.own().test(issue)) {
            endpointDown(issue, at);
            return false;
        }
        return (same || !known.contains(issue.fingerprint())) && failed(issue, at, same);
    }

    /** Excuses a failure because an endpoint is down. If the program ends because of it, the next run counts. */
    private void endpointDown(Issue issue, InstanceId at) {
        known.add(issue.fingerprint());
        runs.excuse(at, issue.lastSeen());
        if (exited) {
            restartWindow(at);
        }
    }

    /** Judges a failure of a watched run. @return whether it belongs to this trial */
    private boolean failed(Issue issue, InstanceId at, boolean same) {
        if (!restartedForStaleOutput && issue.lastSeen().isBefore(runs.since(at).plus(STALE_OUTPUT))) {
            restartForStaleOutput(at);
            return true;
        }
        if (dependencies.unsettled(runs.from()).isPresent()) {
            restartWindow(at);
            return false;
        }
        conclude(same ? () -> listener.recurred(issue) : () -> listener.newFailure(issue));
        return true;
    }

    /** Restarts once more, because the failure may be output of the run before. What the next run prints is its own. */
    private void restartForStaleOutput(InstanceId id) {
        restartedForStaleOutput = true;
        exited = false;
        exitTimer.cancel();
        runs.next(id);
        startWindow();
        context.processes().restart(id, "to be sure that what it said was said before");
    }

    /** Discards what was seen so far. An instance that has ended starts when its dependencies are up. */
    private void restartWindow(InstanceId id) {
        exited = false;
        exitTimer.cancel();
        runs.restartPending(id);
        startWindow();
        if (context.isDown(id)) {
            context.holds().startOnce(id);
        }
    }

    /** Takes an event of any process. */
    public void changed(ProcessEvent event) {
        InstanceId id = event.id();
        if (ended || !terms.instances().contains(id)) {
            return;
        }
        if (runs.started(id)) {
            startWindow();
        }
        if (event.now().state() == ProcessState.STOPPED) {
            context.schedule(
                    IssueTracker.REPORT_DELAY, () -> runs.whyInconclusive(id).ifPresent(this::inconclusive));
        }
        boolean failed = event.exited()
                && event.at().isAfter(runs.from())
                && event.now().state() != ProcessState.STOPPED
                && !runs.completed(event.now());
        if (failed && runs.excused(id, event.at().minus(IssueTracker.REPORT_DELAY))) {
            runs.restartPending(id);
        } else if (failed && !exited) {
            exited = true;
            String how = event.now().lastExit().map(Object::toString).orElse("an exit");
            exitTimer = context.schedule(IssueTracker.REPORT_DELAY, () -> broken(id, id + " ended with " + how));
        }
    }

    /** An exit counts against the change unless a dependency is down; it is reported late, after the last output. */
    private void broken(InstanceId id, String why) {
        if (dependencies.unsettled(runs.from()).isPresent()) {
            restartWindow(id);
        } else {
            conclude(() -> listener.broken(why));
        }
    }

    // ---- the result

    /** Judges the trial at the end of the window. */
    private void windowOver() {
        Optional<String> inconclusive = runs.whyInconclusive();
        Optional<InstanceId> down = runs.firstDown();
        if (inconclusive.isPresent()) {
            inconclusive(inconclusive.get());
        } else if (down.isPresent()) {
            broken(down.get(), down.get() + " is " + runs.state(down.get()));
        } else if (!runs.allBegun()) {
            awaitStart();
        } else {
            compareHealth();
        }
    }

    /** Waits for instances that are not up yet, for a limited time. Their start begins the window again. */
    private void awaitStart() {
        Duration left = terms.window().plus(context.config().verifyMax()).minus(Duration.between(begin, context.now()));
        if (left.isNegative() || left.isZero()) {
            inconclusive("what it depends on was down for so long that nothing could be seen");
        } else {
            timer = context.schedule(left, this::windowOver);
        }
    }

    private void compareHealth() {
        HealthLevel before = terms.baseline().level();
        HealthLevel after = Baseline.level(
                context, terms.instances().stream().filter(context::isUp).collect(Collectors.toSet()));
        if (after.compareTo(before) > 0) {
            broken(terms.instances().iterator().next(), "health turned from " + before + " to " + after);
        } else {
            Duration quiet = Duration.between(runs.latest(), context.now());
            conclude(() -> listener.quiet(TrialFacts.of(quiet, terms.window(), before, after)));
        }
    }

    private void inconclusive(String why) {
        conclude(() -> listener.inconclusive(why));
    }

    private void conclude(Runnable result) {
        if (!ended) {
            end();
            result.run();
        }
    }
}
