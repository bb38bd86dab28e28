package com.nae.learning;

import com.nae.api.healing.ChangeLog;
import com.nae.api.healing.FixRecord;
import com.nae.api.health.ResourceSample;
import com.nae.api.health.SystemSample;
import com.nae.api.history.ResourcePoint;
import com.nae.api.issue.Issue;
import com.nae.api.learning.Anomaly;
import com.nae.api.learning.AppliedEnhancement;
import com.nae.api.learning.Enhancement;
import com.nae.api.learning.ErrorGroup;
import com.nae.api.learning.Forecast;
import com.nae.api.learning.PreemptiveRestart;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessStatus;
import com.nae.learning.enhance.EnhancementTrials;
import com.nae.learning.errors.ErrorGrouping;
import com.nae.learning.restart.RestartPlanner;
import com.nae.learning.watch.FloorsFile;
import com.nae.learning.watch.RecentChanges;
import com.nae.learning.watch.ResourceLimits;
import com.nae.learning.watch.ResourceTracker;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is learned, and what is done about it, in rounds and on events. Used by one thread; only {@link #snapshot()} may
 * be asked from others.
 */
final class LearningLoop implements ResourceTracker.InputSource {
    private static final Logger LOG = LoggerFactory.getLogger(LearningLoop.class);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration CAUSED = Duration.ofSeconds(10);
    private final RuntimeServices around;
    private final RecentChanges changes = new RecentChanges();
    private final ResourceTracker watch;
    private final ErrorGrouping groups;
    private final RuntimeRestartOperations restarts;
    private final LifecycleTimings timings;
    private final RestartPlanner planner;
    private final EnhancementTrials improvements = new EnhancementTrials(this::logToChangeLog);
    private final Map<InstanceId, Issue> lastIssue = new HashMap<>();
    private final Map<String, Integer> restartsByIssue = new HashMap<>();
    private final Instant begun = Instant.now();
    private final InstanceProfiler observation;
    private final FloorsFile floors;
    private Config config;
    private Instant fixesSeen = begun;
    private Instant kept = begun;
    private volatile Snapshot snapshot = new Snapshot(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /** What is known at the end of a round. */
    record Snapshot(
            List<ErrorGroup> groups,
            List<Forecast> forecasts,
            List<Anomaly> anomalies,
            List<PreemptiveRestart> announcements,
            List<PreemptiveRestart> made,
            List<AppliedEnhancement> enhancements) {}

    LearningLoop(RuntimeServices around, Config config) {
        this.around = around;
        this.config = config;
        watch = new ResourceTracker(this, changes, config.forecaster(), config.interval());
        groups = new ErrorGrouping(changes, new SourceChangeLookup(around.processes()));
        restarts = new RuntimeRestartOperations(around, watch);
        timings = new LifecycleTimings(watch, around.home().logs());
        planner = new RestartPlanner(restarts, config.restarts());
        observation = new InstanceProfiler(around, watch, changes);
        floors = new FloorsFile(around.home().data().resolve("learning/floors"));
        watch.resume(floors.load());
    }

    Snapshot snapshot() {
        return snapshot;
    }

    void configure(Config next) {
        config = next;
        watch.configure(next.forecaster(), next.interval());
        planner.configure(next.restarts());
    }

    void sampled(List<ResourceSample> samples) {
        samples.forEach(s -> watch.sampled(s).forEach(a -> LOG.info("{}", a.sentence())));
        if (!planner.announcements().isEmpty()) {
            replan(samples.stream()
                    .map(ResourceSample::at)
                    .max(Instant::compareTo)
                    .orElseGet(Instant::now));
        }
    }

    void sampled(SystemSample system) {
        watch.sampled(system);
    }

    void definitionChanged(String process, Instant at) {
        watch.definitionChanged(process);
        if (at.isAfter(begun.plus(CAUSED))) {
            changes.add(at, process, "its definition was changed", true);
        }
    }

    void processChanged(ProcessEvent event) {
        restarts.changed(event);
        timings.changed(event);
        if (event.exited()) {
            changes.add(
                    event.at(),
                    event.id().process(),
                    event.id() + " ended with "
                            + event.now().lastExit().map(Object::toString).orElse("nothing known"),
                    false);
            Optional.ofNullable(lastIssue.remove(event.id()))
                    .filter(i -> i.lastSeen().isAfter(event.at().minus(CAUSED)))
                    .ifPresent(i -> restartsByIssue.merge(i.id(), 1, Integer::sum));
        }
    }

    void issueOccurred(Issue issue, InstanceId instance) {
        lastIssue.put(instance, issue);
    }

    /** Looks at everything and acts. */
    void runRound(List<Enhancement> enhancements, Instant now) {
        List<ProcessStatus> instances = around.processes().list();
        Set<InstanceId> present = instances.stream().map(ProcessStatus::id).collect(Collectors.toSet());
        watch.retain(present);
        restarts.retain(present);
        timings.retain(present);
        improvements.retain(present, now);
        instances.stream().filter(s -> s.pid().isPresent()).forEach(s -> timings.measureOutput(s.id(), now));
        noteFixes();
        if (config.enhance()) {
            instances.stream()
                    .filter(s -> s.pid().isPresent())
                    .forEach(s -> observation.profile(s, now).ifPresent(o -> improvements.evaluate(enhancements, o)));
        }
        replan(now);
        if (Duration.between(kept, now).abs().compareTo(KEPT) >= 0) {
            kept = now;
            saveFloors();
            watch.resume(Map.of());
        }
    }

    /** Keeps for the next runtime what is known of resource use. */
    void saveFloors() {
        floors.save(watch.floors());
    }

    /** Takes back what it has changed: the engine goes, the runtime goes on. */
    void withdrawEnhancements() {
        improvements.withdrawAll(Instant.now());
    }

    void enhancementRemoved(Enhancement enhancement) {
        improvements.enhancementRemoved(enhancement, Instant.now());
        replan(Instant.now());
    }

    @Override
    public ResourceLimits limits(InstanceId instance) {
        return ResourceLimits.of(
                around.processes().definition(instance.process(), instance.mode()),
                around.health().system(),
                around.processes().status(instance).map(ProcessStatus::pid).orElse(java.util.OptionalLong.empty()));
    }

    @Override
    public List<ResourcePoint> recorded(InstanceId instance, Instant since) {
        return around.history()
                .get()
                .map(h -> h.samples(instance, since, Instant.now()))
                .orElse(List.of());
    }

    private void replan(Instant now) {
        List<Forecast> forecasts = watch.forecasts(now);
        planner.advance(forecasts, now);
        List<Issue> issues = around.issues().list();
        restartsByIssue.keySet().retainAll(issues.stream().map(Issue::id).collect(Collectors.toSet()));
        List<ErrorGroup> causes = groups.group(new ErrorGrouping.Input(
                issues,
                i -> around.issues().issuesPerHour(i.id()),
                restartsByIssue,
                fixes(),
                around.memory().store().records(),
                now));
        snapshot = new Snapshot(
                causes,
                forecasts,
                watch.anomalies(now),
                planner.announcements(),
                planner.pastRestarts(),
                improvements.all());
    }

    private List<FixRecord> fixes() {
        return around.healing().get().map(h -> h.fixes()).orElse(List.of());
    }

    private void noteFixes() {
        Instant seen = fixesSeen;
        fixes().forEach(fix -> fix.events().stream()
                .filter(e -> e.at().isAfter(seen)
                        && Set.of("applied", "promoted", "rolled-back").contains(e.event()))
                .forEach(e -> {
                    changes.add(
                            e.at(),
                            fix.process(),
                            "fix " + fix.id() + " (" + fix.fix().pattern() + ") was " + e.event(),
                            true);
                    fixesSeen = e.at().isAfter(fixesSeen) ? e.at() : fixesSeen;
                }));
    }

    private void logToChangeLog(AppliedEnhancement a) {
        String what = a.withdrawn()
                .map(why -> "withdrawn: " + why)
                .orElseGet(() -> a.effect()
                        .map(e -> "effect measured: " + e)
                        .orElse(a.proposal().reason() + "; expected: "
                                + a.proposal().expected()));
        InstanceId id = a.proposal().instance();
        around.changeLog()
                .get()
                .ifPresent(log -> log.append(ChangeLog.Entry.act(
                        Instant.now(),
                        "enhanced",
                        id.process(),
                        Optional.of(id.mode()),
                        a.enhancement() + ": " + a.proposal().setting() + " from "
                                + a.proposal().from() + " to " + a.proposal().to() + ", " + what)));
    }
}
