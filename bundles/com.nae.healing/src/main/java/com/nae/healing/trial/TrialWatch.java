package com.nae.healing.trial;

import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthMonitor;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
import com.nae.healing.context.CaseContext;
import com.nae.healing.exec.SerialScheduler;
import com.nae.healing.flow.Case;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Watches instances after a change: whether what it was to cure stays away for long enough, nothing new comes and they
 * stay up. What they do while the world around them is down, an endpoint or a process they depend on, says nothing
 * about the change: then the watch begins anew, for a bounded time.
 */
public final class TrialWatch {
    /** What the watch comes to; one of these is called, once. */
    public interface Listener {
        void quiet(Map<String, String> facts);

        /** The failure that was to be cured is back. */
        void recurred(Issue issue);

        /** A failure that was not there before. */
        void newFailure(Issue issue);

        void broken(String why);

        /**
         * An instance was stopped on purpose, is no longer defined, or never had the world it needs: nothing can be
         * said.
         */
        void inconclusive(String why);
    }

    /**
     * What is watched: for which failures, which others were there before, which the change itself has made, for how
     * long, and how well all was before.
     */
    public record Terms(
            Set<InstanceId> instances,
            Set<String> cured,
            Set<String> known,
            Predicate<Issue> own,
            Duration window,
            HealthLevel before) {}

    /** A traceback reaches detection this long after the exit at the latest. */
    private static final Duration LAST_WORDS = Duration.ofMillis(1_500);

    /** What is heard so soon after a start may have been said before it. */
    private static final Duration ECHO = Duration.ofMillis(500);

    private final CaseContext desk;
    private final Terms terms;
    private final Listener verdict;
    private final Set<String> knownFingerprints;
    private final TrialRuns runs;
    private final DependencyState needs;
    private final Instant first;
    private boolean doubted;
    private SerialScheduler.Timer timer = () -> {};
    private SerialScheduler.Timer exit = () -> {};
    private boolean exited;
    private boolean over;

    public TrialWatch(CaseContext desk, Terms terms, Listener verdict) {
        this.desk = desk;
        this.terms = terms;
        this.verdict = verdict;
        knownFingerprints = new HashSet<>(terms.known());
        runs = new TrialRuns(desk, terms.instances());
        needs = new DependencyState(desk, terms.instances());
        first = desk.loop().now();
        trial(true);
        arm();
    }

    public void end() {
        if (!over) {
            over = true;
            timer.cancel();
            exit.cancel();
            trial(false);
        }
    }

    private void trial(boolean on) {
        desk.services().health().get().ifPresent(health -> terms.instances().forEach(id -> health.trial(id, on)));
    }

    private void arm() {
        timer.cancel();
        timer = desk.loop().schedule(terms.window(), this::judge);
    }

    // ---- what happens

    /** True where the failure was one of a watched instance's present run, and the change's own. */
    public boolean occurred(Issue issue, InstanceId at) {
        if (over || !terms.instances().contains(at)) {
            return false;
        }
        if (!runs.inPresent(at, issue.lastSeen())) {
            return dismissLateOutput(desk, issue, knownFingerprints)
                    || terms.cured().contains(issue.fingerprint());
        }
        boolean cured = terms.cured().contains(issue.fingerprint());
        boolean news = cured || !knownFingerprints.contains(issue.fingerprint());
        if (issue.family() == Family.CONNECTION && !cured && !terms.own().test(issue)) {
            worldly(issue, at);
            return false;
        }
        if (!doubted && news && issue.lastSeen().isBefore(runs.since(at).plus(ECHO))) {
            onceMore(at);
            return true;
        }
        if (news && needs.unsettled(runs.from()).isPresent()) {
            anew(at);
            return false;
        }
        if (news) {
            conclude(cured ? () -> verdict.recurred(issue) : () -> verdict.newFailure(issue));
        }
        return news;
    }

    /** An endpoint is down, which is nobody's fault here: if the program ends with that, its next run counts. */
    private void worldly(Issue issue, InstanceId at) {
        knownFingerprints.add(issue.fingerprint());
        runs.excuse(at, issue.lastSeen());
        if (exited) {
            anew(at);
        }
    }

    /**
     * So soon after the start it may be the run before that is heard: the instance is started once more, and then it
     * counts.
     */
    private void onceMore(InstanceId id) {
        doubted = true;
        exited = false;
        exit.cancel();
        runs.next(id);
        arm();
        desk.processes().restart(id, "to be sure that what it said was said before");
    }

    /**
     * What was seen so far does not count; an instance that has ended is started once more, as soon as what it depends
     * on is there.
     */
    private void anew(InstanceId id) {
        exited = false;
        exit.cancel();
        runs.restartPending(id);
        arm();
        if (!desk.processes().status(id).map(s -> s.pid().isPresent()).orElse(true)) {
            desk.tools().holds().startOnce(id);
        }
    }

    public void changed(ProcessEvent event) {
        InstanceId id = event.id();
        if (over || !terms.instances().contains(id)) {
            return;
        }
        if (runs.started(id)) {
            arm();
        }
        if (event.now().state() == ProcessState.STOPPED) {
            desk.loop()
                    .schedule(
                            LAST_WORDS,
                            () -> runs.whyInconclusive(id).ifPresent(why -> conclude(() -> verdict.inconclusive(why))));
        }
        boolean ended = event.exited()
                && event.at().isAfter(runs.from())
                && event.now().state() != ProcessState.STOPPED
                && !runs.completed(event.now());
        if (ended && runs.excused(id, event.at().minus(LAST_WORDS))) {
            runs.restartPending(id);
        } else if (ended && !exited) {
            exited = true;
            String how = event.now().lastExit().map(Object::toString).orElse("an exit");
            exit = desk.loop().schedule(LAST_WORDS, () -> broken(id, id + " ended with " + how));
        }
    }

    private void broken(InstanceId id, String why) {
        needs.unsettled(runs.from()).ifPresentOrElse(unsettled -> anew(id), () -> conclude(() -> verdict.broken(why)));
    }

    // ---- the end

    private void judge() {
        Optional<String> gone = terms.instances().isEmpty()
                ? Optional.of("nothing of it ran")
                : terms.instances().stream()
                        .map(runs::whyInconclusive)
                        .flatMap(Optional::stream)
                        .findFirst();
        Optional<InstanceId> down =
                terms.instances().stream().filter(runs::down).findFirst();
        if (gone.isPresent()) {
            conclude(() -> verdict.inconclusive(gone.get()));
        } else if (down.isPresent()) {
            broken(
                    down.get(),
                    down.get() + " is "
                            + desk.processes()
                                    .status(down.get())
                                    .map(s -> s.state() + " " + s.reason())
                                    .orElse("gone"));
        } else if (!runs.allBegun()) {
            await();
        } else {
            well();
        }
    }

    /**
     * Some are not up yet, or again: their start begins the window anew; for how long that is waited for has an end.
     */
    private void await() {
        Duration left = terms.window()
                .plus(desk.config().verifyMax())
                .minus(Duration.between(first, desk.loop().now()));
        if (left.isNegative() || left.isZero()) {
            conclude(() -> verdict.inconclusive("what it needs was not there for so long that nothing could be seen"));
        } else {
            timer = desk.loop().schedule(left, this::judge);
        }
    }

    private void well() {
        Set<InstanceId> running = terms.instances().stream()
                .filter(id -> desk.processes()
                        .status(id)
                        .map(s -> s.pid().isPresent())
                        .orElse(false))
                .collect(Collectors.toSet());
        HealthLevel after = healthBefore(desk, running);
        if (after.compareTo(terms.before()) > 0) {
            broken(terms.instances().iterator().next(), "health turned from " + terms.before() + " to " + after);
        } else {
            conclude(() -> verdict.quiet(facts(after)));
        }
    }

    private Map<String, String> facts(HealthLevel after) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("quiet_s", seconds(Duration.between(runs.latest(), desk.loop().now())));
        facts.put("needed_s", seconds(terms.window()));
        facts.put("new_issues", "0");
        facts.put("health_before", terms.before().name());
        facts.put("health_after", after.name());
        return facts;
    }

    public static String seconds(Duration time) {
        return String.format(java.util.Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    }

    private void conclude(Runnable last) {
        if (!over) {
            end();
            last.run();
        }
    }

    // ---- before a change

    /** Puts away a failure that is none of the known ones and was said by a program whose file was just edited. */
    public static boolean dismissLateOutput(CaseContext desk, Issue issue, Set<String> known) {
        if (known.contains(issue.fingerprint())) {
            return false;
        }
        desk.services()
                .tracker()
                .resolve(issue.id(), Issue.Status.HEALED, "said by a program whose file was just edited");
        return true;
    }

    /** The failures a process has at the moment; one that is over is new when it comes again. */
    public static Set<String> knownFingerprints(Case c) {
        return c.context.services().tracker().list().stream()
                .filter(i -> i.process().equals(c.process) && i.status() != Issue.Status.HEALED)
                .map(Issue::fingerprint)
                .collect(Collectors.toSet());
    }

    /** The worst level of some instances; CRITICAL where one is down, as nothing can be worse. */
    public static HealthLevel healthBefore(CaseContext desk, Set<InstanceId> instances) {
        boolean down = instances.stream()
                .anyMatch(id -> desk.processes()
                        .status(id)
                        .map(s -> !s.pid().isPresent())
                        .orElse(true));
        Optional<HealthMonitor> health = desk.services().health().get();
        return down
                ? HealthLevel.CRITICAL
                : health.map(h -> instances.stream()
                                .map(id -> h.of(id).level())
                                .reduce(HealthLevel.HEALTHY, HealthLevel::worse))
                        .orElse(HealthLevel.HEALTHY);
    }
}
