package com.nae.learning;

import com.nae.api.healing.ChangeLog;
import com.nae.api.healing.FixRecord;
import com.nae.api.health.Sample;
import com.nae.api.health.SystemSample;
import com.nae.api.history.Point;
import com.nae.api.issue.Issue;
import com.nae.api.learning.Announcement;
import com.nae.api.learning.Anomaly;
import com.nae.api.learning.Applied;
import com.nae.api.learning.Enhancement;
import com.nae.api.learning.ErrorGroup;
import com.nae.api.learning.Forecast;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessStatus;
import com.nae.learning.enhance.Improvements;
import com.nae.learning.errors.Groups;
import com.nae.learning.restart.Planner;
import com.nae.learning.watch.FloorsFile;
import com.nae.learning.watch.Limits;
import com.nae.learning.watch.Watch;
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

/** What is learned, and what is done about it, in rounds and on events. Used by one thread; only {@link #view()} may be asked from others. */
final class Mind implements Watch.Surroundings {
    private static final Logger LOG = LoggerFactory.getLogger(Mind.class);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration CAUSED = Duration.ofSeconds(10);
    private final Neighbours around;
    private final Changes changes = new Changes();
    private final Watch watch;
    private final Groups groups;
    private final Restarts restarts;
    private final Timings timings;
    private final Planner planner;
    private final Improvements improvements = new Improvements(this::tell);
    private final Map<InstanceId, Issue> lastIssue = new HashMap<>();
    private final Map<String, Integer> restartsByIssue = new HashMap<>();
    private final Instant begun = Instant.now();
    private final Observation observation;
    private final FloorsFile floors;
    private Config config;
    private Instant fixesSeen = begun;
    private Instant kept = begun;
    private volatile View view = new View(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /** What is known at the end of a round. */
    record View(List<ErrorGroup> groups, List<Forecast> forecasts, List<Anomaly> anomalies, List<Announcement> announcements, List<Announcement> made,
            List<Applied> enhancements) {
    }

    Mind(Neighbours around, Config config) {
        this.around = around;
        this.config = config;
        watch = new Watch(this, changes, config.forecaster(), config.interval());
        groups = new Groups(changes, new SourceChanges(around.processes()));
        restarts = new Restarts(around, watch);
        timings = new Timings(watch, around.home().logs());
        planner = new Planner(restarts, config.restarts());
        observation = new Observation(around, watch, changes);
        floors = new FloorsFile(around.home().data().resolve("learning/floors"));
        watch.resume(floors.load());
    }

    View view() {
        return view;
    }

    void configure(Config next) {
        config = next;
        watch.configure(next.forecaster(), next.interval());
        planner.configure(next.restarts());
    }

    void sampled(List<Sample> samples) {
        samples.forEach(s -> watch.sampled(s).forEach(a -> LOG.info("{}", a.sentence())));
        if (!planner.announcements().isEmpty()) {
            act(samples.stream().map(Sample::at).max(Instant::compareTo).orElseGet(Instant::now));
        }
    }

    void sampled(SystemSample system) {
        watch.sampled(system);
    }

    void defined(String process, Instant at) {
        watch.defined(process);
        if (at.isAfter(begun.plus(CAUSED))) {
            changes.add(at, process, "its definition was changed", true);
        }
    }

    void changed(ProcessEvent event) {
        restarts.changed(event);
        timings.changed(event);
        if (event.exited()) {
            changes.add(event.at(), event.id().process(), event.id() + " ended with " + event.now().lastExit().map(Object::toString).orElse("nothing known"), false);
            Optional.ofNullable(lastIssue.remove(event.id())).filter(i -> i.lastSeen().isAfter(event.at().minus(CAUSED)))
                    .ifPresent(i -> restartsByIssue.merge(i.id(), 1, Integer::sum));
        }
    }

    void occurred(Issue issue, InstanceId instance) {
        lastIssue.put(instance, issue);
    }

    /** Looks at everything and acts. */
    void round(List<Enhancement> enhancements, Instant now) {
        List<ProcessStatus> instances = around.processes().list();
        Set<InstanceId> present = instances.stream().map(ProcessStatus::id).collect(Collectors.toSet());
        watch.keep(present);
        restarts.keep(present);
        timings.keep(present);
        improvements.keep(present, now);
        instances.stream().filter(s -> s.pid().isPresent()).forEach(s -> timings.output(s.id(), now));
        noteFixes();
        if (config.enhance()) {
            instances.stream().filter(s -> s.pid().isPresent()).forEach(s -> observation.of(s, now).ifPresent(o -> improvements.turn(enhancements, o)));
        }
        act(now);
        if (Duration.between(kept, now).abs().compareTo(KEPT) >= 0) {
            kept = now;
            keep();
            watch.resume(Map.of());
        }
    }

    /** Keeps for the next runtime what is known of resource use. */
    void keep() {
        floors.save(watch.floors());
    }

    /** Takes back what it has changed: the engine goes, the runtime goes on. */
    void end() {
        improvements.end(Instant.now());
    }

    void gone(Enhancement enhancement) {
        improvements.gone(enhancement, Instant.now());
        act(Instant.now());
    }

    @Override
    public Limits limits(InstanceId instance) {
        return Limits.of(around.processes().definition(instance.process(), instance.mode()), around.health().system(),
                around.processes().status(instance).map(ProcessStatus::pid).orElse(java.util.OptionalLong.empty()));
    }

    @Override
    public List<Point> recorded(InstanceId instance, Instant since) {
        return around.history().get().map(h -> h.samples(instance, since, Instant.now())).orElse(List.of());
    }

    private void act(Instant now) {
        List<Forecast> forecasts = watch.forecasts(now);
        planner.turn(forecasts, now);
        List<Issue> issues = around.issues().list();
        restartsByIssue.keySet().retainAll(issues.stream().map(Issue::id).collect(Collectors.toSet()));
        List<ErrorGroup> causes = groups.of(new Groups.Known(issues, i -> around.issues().issuesPerHour(i.id()), restartsByIssue,
                fixes(), around.memory().experience().records(), now));
        view = new View(causes, forecasts, watch.anomalies(now), planner.announcements(), planner.made(), improvements.all());
    }

    private List<FixRecord> fixes() {
        return around.healing().get().map(h -> h.fixes()).orElse(List.of());
    }

    private void noteFixes() {
        Instant seen = fixesSeen;
        fixes().forEach(fix -> fix.events().stream().filter(e -> e.at().isAfter(seen) && Set.of("applied", "promoted", "rolled-back").contains(e.event())).forEach(e -> {
            changes.add(e.at(), fix.process(), "fix " + fix.id() + " (" + fix.fix().pattern() + ") was " + e.event(), true);
            fixesSeen = e.at().isAfter(fixesSeen) ? e.at() : fixesSeen;
        }));
    }

    private void tell(Applied a) {
        String what = a.withdrawn().map(why -> "withdrawn: " + why).orElseGet(() -> a.effect().map(e -> "effect measured: " + e).orElse(a.proposal().reason() + "; expected: " + a.proposal().expected()));
        InstanceId id = a.proposal().instance();
        around.changeLog().get().ifPresent(log -> log.append(ChangeLog.Entry.act(Instant.now(), "enhanced", id.process(), Optional.of(id.mode()),
                a.enhancement() + ": " + a.proposal().setting() + " from " + a.proposal().from() + " to " + a.proposal().to() + ", " + what)));
    }
}
