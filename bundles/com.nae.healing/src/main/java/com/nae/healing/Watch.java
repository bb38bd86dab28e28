package com.nae.healing;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.nae.api.health.HealthMonitor;
import com.nae.api.health.Level;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessStatus;
import com.nae.api.process.State;

/** Watches instances after a change: whether what it was to cure stays away for long enough, nothing new comes and they stay up. */
final class Watch {
    /** What the watch comes to; one of these is called, once. */
    interface Verdict {
        void quiet(Map<String, String> facts);

        /** The failure that was to be cured is back. */
        void again(Issue issue);

        /** A failure that was not there before. */
        void fresh(Issue issue);

        void broken(String why);

        /** An instance was stopped on purpose, or is no longer defined: nothing can be said. */
        void away(String why);
    }

    /** What is watched: for which failures, which others were there before, for how long, and how well the instances were before. */
    record Terms(Set<InstanceId> instances, Set<String> cured, Set<String> known, Duration window, Level before) {
    }

    /** A traceback reaches detection this long after the exit at the latest. */
    private static final Duration LAST_WORDS = Duration.ofMillis(1_500);

    /** What is heard so soon after a start may have been said before it. */
    private static final Duration ECHO = Duration.ofMillis(500);

    private final Desk desk;
    private final Terms terms;
    private final Verdict verdict;
    private Instant begun;
    private boolean doubted;
    private Loop.Timer timer = () -> { };
    private Loop.Timer exit = () -> { };
    private final Map<InstanceId, Instant> since = new HashMap<>();
    private boolean exited;
    private boolean over;

    Watch(Desk desk, Terms terms, Verdict verdict) {
        this.desk = desk;
        this.terms = terms;
        this.verdict = verdict;
        begun = desk.loop().now();
        timer = desk.loop().after(terms.window(), this::judge);
        trial(true);
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

    /** True where the failure was one of a watched instance's present run. */
    boolean occurred(Issue issue, InstanceId at) {
        if (over || !terms.instances().contains(at)) {
            return false;
        }
        Instant since = since(at);
        if (since == null || issue.lastSeen().isBefore(since)) {
            return lastWords(issue);
        }
        boolean cured = terms.cured().contains(issue.fingerprint());
        if (!doubted && issue.lastSeen().isBefore(since.plus(ECHO)) && (cured || !terms.known().contains(issue.fingerprint()))) {
            onceMore(at);
            return true;
        }
        if (cured) {
            conclude(() -> verdict.again(issue));
            return true;
        }
        if (!terms.known().contains(issue.fingerprint())) {
            conclude(() -> verdict.fresh(issue));
            return issue.family() != Family.CONNECTION;
        }
        return false;
    }

    /** So soon after the start it may be the run before that is heard: the instance is started once more, and then it counts. */
    private void onceMore(InstanceId id) {
        terms.instances().forEach(this::since);
        doubted = true;
        exited = false;
        exit.cancel();
        timer.cancel();
        begun = desk.loop().now();
        since.remove(id);
        timer = desk.loop().after(terms.window(), this::judge);
        desk.processes().restart(id, "to be sure that what it said was said before");
    }

    /** When the first run that is watched began; what an earlier run said is not held against the change. */
    private Instant since(InstanceId id) {
        return since.computeIfAbsent(id, i -> desk.processes().status(i).flatMap(ProcessStatus::started).filter(s -> s.isAfter(begun)).orElse(null));
    }

    /** What a program says after its file was edited and before it is started again: the lines it quotes are no longer its own. */
    private boolean lastWords(Issue issue) {
        return lastWords(desk, issue, terms.known()) || terms.cured().contains(issue.fingerprint());
    }

    /** Puts away a failure that is none of the known ones and was said by a program whose file was just edited. */
    static boolean lastWords(Desk desk, Issue issue, Set<String> known) {
        if (known.contains(issue.fingerprint())) {
            return false;
        }
        desk.neighbours().tracker().resolve(issue.id(), Issue.Status.HEALED, "said by a program whose file was just edited");
        return true;
    }

    void changed(ProcessEvent event) {
        if (!over && terms.instances().contains(event.id())) {
            since(event.id());
            if (event.now().state() == State.STOPPED) {
                desk.loop().after(LAST_WORDS, () -> gone(event.id()).ifPresent(why -> conclude(() -> verdict.away(why))));
            }
        }
        boolean ended = event.exited() && event.at().isAfter(begun) && event.before() != State.STOPPING && !completed(event.now());
        if (!over && ended && !exited && terms.instances().contains(event.id())) {
            exited = true;
            String how = event.now().lastExit().map(Object::toString).orElse("an exit");
            exit = desk.loop().after(LAST_WORDS, () -> conclude(() -> verdict.broken(event.id() + " ended with " + how)));
        }
    }

    /** Whether an instance ended as it may: by itself, with a code that means success, and is not to be started again. */
    private boolean completed(ProcessStatus now) {
        Optional<ProcessDefinition> definition = desk.processes().definition(now.id().process(), now.id().mode());
        return now.lastExit().isPresent() && now.lastExit().get().code().isPresent()
                && definition.map(d -> d.restart().successCodes().contains(now.lastExit().get().code().getAsInt())).orElse(false);
    }

    /** Why nothing can be said about an instance, where that is so. */
    private Optional<String> gone(InstanceId id) {
        Optional<ProcessStatus> now = desk.processes().status(id);
        return now.isEmpty() ? Optional.of(id + " is no longer defined") : now.filter(s -> s.state() == State.STOPPED).map(s -> id + " was stopped on purpose");
    }

    private void judge() {
        for (InstanceId id : terms.instances()) {
            Optional<ProcessStatus> now = desk.processes().status(id);
            Optional<String> gone = gone(id);
            if (gone.isPresent()) {
                conclude(() -> verdict.away(gone.get()));
                return;
            }
            boolean up = now.map(s -> s.state() == State.RUNNING || s.state() == State.STARTING && s.pid().isPresent() || completed(s)).orElse(false);
            if (!up) {
                conclude(() -> verdict.broken(id + " is " + now.map(s -> s.state() + " " + s.reason()).orElse("gone")));
                return;
            }
        }
        Level after = level(desk, terms.instances());
        if (after.compareTo(terms.before()) > 0) {
            conclude(() -> verdict.broken("health turned from " + terms.before() + " to " + after));
        } else {
            conclude(() -> verdict.quiet(facts(after)));
        }
    }

    private Map<String, String> facts(Level after) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("quiet_s", seconds(Duration.between(begun, desk.loop().now())));
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

    /** The failures a process has at the moment; one that is over is new when it comes again. */
    static Set<String> known(Case c) {
        return c.desk.neighbours().tracker().list().stream().filter(i -> i.process().equals(c.process) && i.status() != Issue.Status.HEALED)
                .map(Issue::fingerprint).collect(Collectors.toSet());
    }

    /** The worst level of some instances; CRITICAL where one is down, as nothing can be worse. */
    static Level level(Desk desk, Set<InstanceId> instances) {
        boolean down = instances.stream().anyMatch(id -> desk.processes().status(id).map(s -> !s.pid().isPresent()).orElse(true));
        Optional<HealthMonitor> health = desk.neighbours().health().get();
        return down ? Level.CRITICAL : health.map(h -> instances.stream().map(id -> h.of(id).level()).reduce(Level.HEALTHY, Level::worse)).orElse(Level.HEALTHY);
    }
}
