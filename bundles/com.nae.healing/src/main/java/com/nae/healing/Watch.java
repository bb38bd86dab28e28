package com.nae.healing;

import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthMonitor;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
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
final class Watch {
    /** What the watch comes to; one of these is called, once. */
    interface Verdict {
        void quiet(Map<String, String> facts);

        /** The failure that was to be cured is back. */
        void again(Issue issue);

        /** A failure that was not there before. */
        void fresh(Issue issue);

        void broken(String why);

        /**
         * An instance was stopped on purpose, is no longer defined, or never had the world it needs: nothing can be
         * said.
         */
        void away(String why);
    }

    /**
     * What is watched: for which failures, which others were there before, which the change itself has made, for how
     * long, and how well all was before.
     */
    record Terms(
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

    private final Desk desk;
    private final Terms terms;
    private final Verdict verdict;
    private final Set<String> known;
    private final Runs runs;
    private final Needs needs;
    private final Instant first;
    private boolean doubted;
    private Loop.Timer timer = () -> {};
    private Loop.Timer exit = () -> {};
    private boolean exited;
    private boolean over;

    Watch(Desk desk, Terms terms, Verdict verdict) {
        this.desk = desk;
        this.terms = terms;
        this.verdict = verdict;
        known = new HashSet<>(terms.known());
        runs = new Runs(desk, terms.instances());
        needs = new Needs(desk, terms.instances());
        first = desk.loop().now();
        trial(true);
        arm();
    }

    void end() {
        if (!over) {
            over = true;
            timer.cancel();
            exit.cancel();
            trial(false);
        }
    }

    private void trial(boolean on) {
        desk.neighbours().health().get().ifPresent(health -> terms.instances().forEach(id -> health.trial(id, on)));
    }

    private void arm() {
        timer.cancel();
        timer = desk.loop().after(terms.window(), this::judge);
    }

    // ---- what happens

    /** True where the failure was one of a watched instance's present run, and the change's own. */
    boolean occurred(Issue issue, InstanceId at) {
        if (over || !terms.instances().contains(at)) {
            return false;
        }
        if (!runs.inPresent(at, issue.lastSeen())) {
            return lastWords(desk, issue, known) || terms.cured().contains(issue.fingerprint());
        }
        boolean cured = terms.cured().contains(issue.fingerprint());
        boolean news = cured || !known.contains(issue.fingerprint());
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
            conclude(cured ? () -> verdict.again(issue) : () -> verdict.fresh(issue));
        }
        return news;
    }

    /** An endpoint is down, which is nobody's fault here: if the program ends with that, its next run counts. */
    private void worldly(Issue issue, InstanceId at) {
        known.add(issue.fingerprint());
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
        runs.again(id);
        arm();
        if (!desk.processes().status(id).map(s -> s.pid().isPresent()).orElse(true)) {
            desk.tools().holds().once(id);
        }
    }

    void changed(ProcessEvent event) {
        InstanceId id = event.id();
        if (over || !terms.instances().contains(id)) {
            return;
        }
        if (runs.started(id)) {
            arm();
        }
        if (event.now().state() == ProcessState.STOPPED) {
            desk.loop().after(LAST_WORDS, () -> runs.gone(id).ifPresent(why -> conclude(() -> verdict.away(why))));
        }
        boolean ended = event.exited()
                && event.at().isAfter(runs.from())
                && event.now().state() != ProcessState.STOPPED
                && !runs.completed(event.now());
        if (ended && runs.excused(id, event.at().minus(LAST_WORDS))) {
            runs.again(id);
        } else if (ended && !exited) {
            exited = true;
            String how = event.now().lastExit().map(Object::toString).orElse("an exit");
            exit = desk.loop().after(LAST_WORDS, () -> broken(id, id + " ended with " + how));
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
                        .map(runs::gone)
                        .flatMap(Optional::stream)
                        .findFirst();
        Optional<InstanceId> down =
                terms.instances().stream().filter(runs::down).findFirst();
        if (gone.isPresent()) {
            conclude(() -> verdict.away(gone.get()));
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
            conclude(() -> verdict.away("what it needs was not there for so long that nothing could be seen"));
        } else {
            timer = desk.loop().after(left, this::judge);
        }
    }

    private void well() {
        Set<InstanceId> running = terms.instances().stream()
                .filter(id -> desk.processes()
                        .status(id)
                        .map(s -> s.pid().isPresent())
                        .orElse(false))
                .collect(Collectors.toSet());
        HealthLevel after = level(desk, running);
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

    static String seconds(Duration time) {
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
    static boolean lastWords(Desk desk, Issue issue, Set<String> known) {
        if (known.contains(issue.fingerprint())) {
            return false;
        }
        desk.neighbours()
                .tracker()
                .resolve(issue.id(), Issue.Status.HEALED, "said by a program whose file was just edited");
        return true;
    }

    /** The failures a process has at the moment; one that is over is new when it comes again. */
    static Set<String> known(Case c) {
        return c.desk.neighbours().tracker().list().stream()
                .filter(i -> i.process().equals(c.process) && i.status() != Issue.Status.HEALED)
                .map(Issue::fingerprint)
                .collect(Collectors.toSet());
    }

    /** The worst level of some instances; CRITICAL where one is down, as nothing can be worse. */
    static HealthLevel level(Desk desk, Set<InstanceId> instances) {
        boolean down = instances.stream()
                .anyMatch(id -> desk.processes()
                        .status(id)
                        .map(s -> !s.pid().isPresent())
                        .orElse(true));
        Optional<HealthMonitor> health = desk.neighbours().health().get();
        return down
                ? HealthLevel.CRITICAL
                : health.map(h -> instances.stream()
                                .map(id -> h.of(id).level())
                                .reduce(HealthLevel.HEALTHY, HealthLevel::worse))
                        .orElse(HealthLevel.HEALTHY);
    }
}
