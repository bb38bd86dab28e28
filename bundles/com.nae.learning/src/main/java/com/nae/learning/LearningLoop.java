package com.nae.learning;

import com.nae.api.healing.ChangeEvent;
import com.nae.api.health.ResourceSample;
import com.nae.api.health.SystemSample;
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
 * The learning loop. It collects events and samples; in each round it forecasts, groups errors, applies enhancements
 * and plans restarts. Confined to one thread, but for {@link #snapshot()}.
 */
final class LearningLoop {
    private static final Logger LOG = LoggerFactory.getLogger(LearningLoop.class);
    /** Time between two saves of the floors. */
    private static final Duration SAVE_INTERVAL = Duration.ofHours(1);
    /** An issue in this time before an exit counts as its cause. */
    private static final Duration CAUSE_WINDOW = Duration.ofSeconds(10);

    private final RuntimeServices services;
    private final RecentChanges changes = new RecentChanges();
    private final ResourceTracker tracker;
    private final ErrorGrouping grouping;
    private final RuntimeRestartOperations restarts;
    private final LifecycleTimings timings;
    private final RestartPlanner planner;
    private final EnhancementTrials enhancementTrials = new EnhancementTrials(this::logEnhancement);
    private final Map<InstanceId, Issue> lastIssue = new HashMap<>();
    private final Map<String, Integer> restartsByIssue = new HashMap<>();
    private final Instant started = Instant.now();
    private final InstanceProfiler profiler;
    private final FixChanges fixChanges;
    private final FloorsFile floors;
    private Config config;
    private Instant saved = started;
    private volatile Snapshot snapshot = new Snapshot(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /** What was known at the end of the last round. */
    record Snapshot(
            List<ErrorGroup> groups,
            List<Forecast> forecasts,
            List<Anomaly> anomalies,
            List<PreemptiveRestart> announcements,
            List<PreemptiveRestart> pastRestarts,
            List<AppliedEnhancement> enhancements) {}

    LearningLoop(RuntimeServices services, Config config) {
        this.services = services;
        this.config = config;
        tracker = new ResourceTracker(services, changes, config.forecaster(), config.interval());
        grouping = new ErrorGrouping(changes, new SourceChangeLookup(services.processes()));
        restarts = new RuntimeRestartOperations(services, tracker);
        timings = new LifecycleTimings(tracker, services.home().logs());
        planner = new RestartPlanner(restarts, config.restarts());
        profiler = new InstanceProfiler(services, tracker, changes);
        fixChanges = new FixChanges(changes, started);
        floors = new FloorsFile(services.home().data().resolve("learning/floors"));
        tracker.resume(floors.load());
    }

    Snapshot snapshot() {
        return snapshot;
    }

    void configure(Config next) {
        config = next;
        tracker.configure(next.forecaster(), next.interval());
        planner.configure(next.restarts());
    }

    /** Adds samples. While a restart is planned each sample advances it, since a round may come too late. */
    void sampled(List<ResourceSample> samples) {
        samples.forEach(s -> tracker.sampled(s).forEach(a -> LOG.info("{}", a.sentence())));
        if (!planner.announcements().isEmpty()) {
            replan(samples.stream()
                    .map(ResourceSample::at)
                    .max(Instant::compareTo)
                    .orElseGet(Instant::now));
        }
    }

    void sampled(SystemSample system) {
        tracker.sampled(system);
    }

    void definitionChanged(String process, Instant at) {
        tracker.definitionChanged(process);
        if (at.isAfter(started.plus(CAUSE_WINDOW))) {
            changes.add(at, process, "its definition was changed", true);
        }
    }

    /** Follows a process. An exit soon after an issue counts as caused by the issue. */
    void processChanged(ProcessEvent event) {
        restarts.changed(event);
        timings.changed(event);
        if (event.exited()) {
            changes.add(
                    event.at(),
                    event.id().process(),
                    event.id() + " ended with "
                            + event.now().lastExit().map(Object::toString).orElse("an unknown exit status"),
                    false);
            Optional.ofNullable(lastIssue.remove(event.id()))
                    .filter(i -> i.lastSeen().isAfter(event.at().minus(CAUSE_WINDOW)))
                    .ifPresent(i -> restartsByIssue.merge(i.id(), 1, Integer::sum));
        }
    }

    void issueOccurred(Issue issue, InstanceId instance) {
        lastIssue.put(instance, issue);
    }

    /** One round: reads all state, applies enhancements, plans restarts and publishes a new snapshot. */
    void runRound(List<Enhancement> enhancements, Instant now) {
        List<ProcessStatus> instances = services.processes().list();
        Set<InstanceId> present = instances.stream().map(ProcessStatus::id).collect(Collectors.toSet());
        tracker.retain(present);
        restarts.retain(present);
        timings.retain(present);
        enhancementTrials.retain(present, now);
        instances.stream().filter(s -> s.pid().isPresent()).forEach(s -> timings.measureOutput(s.id(), now));
        fixChanges.collect(services.fixes());
        if (config.enhance()) {
            instances.stream()
                    .filter(s -> s.pid().isPresent())
                    .forEach(s -> profiler.profile(s, now).ifPresent(o -> enhancementTrials.evaluate(enhancements, o)));
        }
        replan(now);
        if (Duration.between(saved, now).abs().compareTo(SAVE_INTERVAL) >= 0) {
            saved = now;
            saveFloors();
            tracker.resume(Map.of());
        }
    }

    /** Saves the floors of all resources for the next run of NAE. */
    void saveFloors() {
        floors.save(tracker.floors());
    }

    /** Withdraws all enhancements: learning stops while the programs go on. */
    void withdrawEnhancements() {
        enhancementTrials.withdrawAll(Instant.now());
    }

    void enhancementRemoved(Enhancement enhancement) {
        enhancementTrials.enhancementRemoved(enhancement, Instant.now());
        replan(Instant.now());
    }

    /** Advances the plans of restarts by the latest forecasts, and publishes a new snapshot. */
    private void replan(Instant now) {
        List<Forecast> forecasts = tracker.forecasts(now);
        planner.advance(forecasts, now);
        List<Issue> issues = services.issues().list();
        restartsByIssue.keySet().retainAll(issues.stream().map(Issue::id).collect(Collectors.toSet()));
        List<ErrorGroup> causes = grouping.group(new ErrorGrouping.Input(
                issues,
                i -> services.issues().issuesPerHour(i.id()),
                restartsByIssue,
                services.fixes(),
                services.trackRecords().store().records(),
                now));
        snapshot = new Snapshot(
                causes,
                forecasts,
                tracker.anomalies(now),
                planner.announcements(),
                planner.pastRestarts(),
                enhancementTrials.all());
    }

    /** Writes an enhancement that was applied, measured or withdrawn into the change log. */
    private void logEnhancement(AppliedEnhancement a) {
        String outcome = a.withdrawn()
                .map(why -> "withdrawn: " + why)
                .or(() -> a.effect().map(effect -> "effect measured: " + effect))
                .orElse(a.proposal().reason() + "; expected: " + a.proposal().expected());
        String change = a.proposal().setting() + " from " + a.proposal().from() + " to "
                + a.proposal().to();
        services.log(a.proposal().instance(), ChangeEvent.ENHANCED, a.enhancement() + ": " + change + ", " + outcome);
    }
}
