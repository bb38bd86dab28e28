package com.nae.learning.watch;

import com.nae.api.health.ResourceSample;
import com.nae.api.health.SystemSample;
import com.nae.api.history.ResourcePoint;
import com.nae.api.learning.Anomaly;
import com.nae.api.learning.Forecast;
import com.nae.api.learning.InstanceProfile.Range;
import com.nae.api.process.InstanceId;
import com.nae.learning.forecast.ExhaustionForecaster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tracks the resource use of all instances and disks: detects anomalies, and forecasts when a resource reaches its
 * limit. Not thread-safe.
 */
public final class ResourceTracker {
    private static final int MAX_ANOMALIES = 200;
    /** How much of the recorded history is loaded for a program whose floors were not saved. */
    private static final Duration HISTORY_PERIOD = Duration.ofDays(4);

    /** Older anomalies are not shown. */
    private static final Duration ANOMALY_AGE = Duration.ofDays(1);

    private final Map<InstanceId, InstanceTracker> trackers = new HashMap<>();
    private final Map<InstanceId, ResourceLimits> limits = new HashMap<>();
    private final Map<String, ResourceTrend> disks = new TreeMap<>();
    private final Map<String, Double> diskLimits = new HashMap<>();
    private final Deque<Anomaly> anomalies = new ArrayDeque<>();
    private final InputSource inputs;
    private final RecentChanges changes;
    private ExhaustionForecaster forecaster;
    private long interval;
    private Instant firstDiskSample = Instant.EPOCH;
    private Map<InstanceId, InstanceFloors> savedFloors = new HashMap<>();

    /** What the tracker reads from the rest of the runtime. */
    public interface InputSource {
        /** The limits of an instance as they are now. */
        ResourceLimits limits(InstanceId instance);

        /**
         * The recorded samples of the instance since its program was started; read where no floors were saved of it.
         */
        List<ResourcePoint> recorded(InstanceId instance, Instant since);
    }

    public ResourceTracker(
            InputSource inputs, RecentChanges changes, ExhaustionForecaster forecaster, Duration interval) {
        this.inputs = inputs;
        this.changes = changes;
        configure(forecaster, interval);
    }

    /** @param every time between two forecasts of a resource */
    public void configure(ExhaustionForecaster next, Duration every) {
        forecaster = next;
        interval = every.toSeconds();
    }

    /** Takes the floors that an earlier run of NAE saved. They count for programs that still run. */
    public void resume(Map<InstanceId, InstanceFloors> saved) {
        savedFloors = new HashMap<>(saved);
    }

    /** The floors of all instances, for the next run of NAE. */
    public Map<InstanceId, InstanceFloors> floors() {
        Map<InstanceId, InstanceFloors> all = new TreeMap<>(savedFloors);
        trackers.forEach((id, tracker) -> all.put(id, tracker.floors()));
        return all;
    }

    /**
     * Adds a sample.
     *
     * @return what is unusual about it
     */
    public List<Anomaly> sampled(ResourceSample s) {
        InstanceTracker tracker = tracker(s.instance());
        boolean first = tracker.isNew();
        if (tracker.startedAnew(s.at().minus(s.uptime()))) {
            limits.remove(s.instance());
        }
        if (first) {
            loadHistory(tracker, s);
        }
        addToTrends(tracker, s);
        s.cpuPercent().ifPresent(cpu -> tracker.recordLoad(s.at(), cpu));
        s.probeSeconds().ifPresent(v -> tracker.recordDuration("probe", v));
        List<Anomaly> found = new ArrayList<>();
        check(s, MonitoredMetric.CPU, s.cpuPercent(), found);
        check(s, MonitoredMetric.MEMORY, asDouble(s.memory()), found);
        check(s, MonitoredMetric.ERRORS, s.errorsPerHour(), found);
        check(s, MonitoredMetric.PROBE_LATENCY, s.probeSeconds(), found);
        return found;
    }

    private void addToTrends(InstanceTracker tracker, ResourceSample s) {
        long uptime = s.uptime().toSeconds();
        ResourceLimits limit = limits(s.instance());
        s.memory().ifPresent(v -> tracker.resource("memory").add(uptime, v, limit.of("memory"), forecaster, interval));
        s.files().ifPresent(v -> tracker.resource("files").add(uptime, v, limit.of("files"), forecaster, interval));
        s.threads()
                .ifPresent(v -> tracker.resource("threads").add(uptime, v, limit.of("threads"), forecaster, interval));
    }

    private void check(ResourceSample s, MonitoredMetric metric, OptionalDouble value, List<Anomaly> found) {
        value.ifPresent(v -> record(s.instance(), metric, v, s.at()).ifPresent(found::add));
    }

    private static OptionalDouble asDouble(OptionalLong value) {
        return value.isPresent() ? OptionalDouble.of(value.getAsLong()) : OptionalDouble.empty();
    }

    /** Records a value of a metric that samples do not hold; returns an anomaly if it is unusual. */
    public Optional<Anomaly> record(InstanceId instance, MonitoredMetric metric, double value, Instant at) {
        Optional<Anomaly> anomaly = tracker(instance).record(metric, value, at, changes);
        anomaly.ifPresent(a -> {
            anomalies.addFirst(a);
            if (anomalies.size() > MAX_ANOMALIES) {
                anomalies.removeLast();
            }
        });
        return anomaly;
    }

    /** @param what {@code start}, {@code recovery} or {@code probe} */
    public void recordDuration(InstanceId instance, String what, double seconds) {
        tracker(instance).recordDuration(what, seconds);
    }

    public void sampled(SystemSample system) {
        firstDiskSample = firstDiskSample == Instant.EPOCH ? system.at() : firstDiskSample;
        long since = Duration.between(firstDiskSample, system.at()).toSeconds();
        system.spaces()
                .forEach(space -> space.bytes().used().ifPresent(used -> {
                    double total = space.bytes().total().orElse(0);
                    diskLimits.put(space.folder(), total);
                    disks.computeIfAbsent(space.folder(), f -> new ResourceTrend())
                            .add(since, used, total, forecaster, interval);
                }));
    }

    /** Drops the instances that no longer exist. */
    public void retain(Set<InstanceId> present) {
        trackers.keySet().retainAll(present);
        limits.keySet().retainAll(present);
    }

    /** Reads the limits of a process again, since its definition was changed. */
    public void definitionChanged(String process) {
        limits.keySet().removeIf(id -> id.process().equals(process));
    }

    /** The resources that run towards their limit, soonest first. */
    public List<Forecast> forecasts(Instant now) {
        List<Forecast> all = new ArrayList<>();
        trackers.forEach((id, tracker) -> tracker.resources()
                .forEach((name, trend) -> trend.forecast(
                                Optional.of(id), name, limits(id).of(name), now)
                        .ifPresent(all::add)));
        disks.forEach((folder, trend) -> trend.forecast(Optional.empty(), "disk", diskLimits.get(folder), now)
                .ifPresent(all::add));
        all.sort(Comparator.comparing(Forecast::reached));
        return all;
    }

    /** The anomalies of the last day, newest first. */
    public List<Anomaly> anomalies(Instant now) {
        return anomalies.stream()
                .filter(a -> a.at().isAfter(now.minus(ANOMALY_AGE)))
                .toList();
    }

    /** The usual ranges of an instance by metric or duration. */
    public Map<String, Range> ranges(InstanceId instance) {
        return trackers.containsKey(instance) ? trackers.get(instance).ranges() : Map.of();
    }

    /** The usual CPU use at the hour of the day, in percent of one core. */
    public double usualLoad(InstanceId instance, Instant at) {
        return tracker(instance).usualLoad(at);
    }

    /** The largest share of a limit that is in use, 0 to 1. */
    public double limitShare(InstanceId instance) {
        ResourceLimits limit = limits(instance);
        return tracker(instance).resources().entrySet().stream()
                .filter(e -> limit.of(e.getKey()) > 0)
                .mapToDouble(e -> e.getValue().value() / limit.of(e.getKey()))
                .max()
                .orElse(0);
    }

    /** How much of a resource is in use now. */
    public double currentValue(InstanceId instance, String resource) {
        return tracker(instance).resource(resource).value();
    }

    /** Read once for each program, and again while the memory of the machine is not known yet. */
    private ResourceLimits limits(InstanceId instance) {
        ResourceLimits known = limits.get(instance);
        if (known == null || known.of("memory") == 0) {
            known = inputs.limits(instance);
            limits.put(instance, known);
        }
        return known;
    }

    private InstanceTracker tracker(InstanceId instance) {
        return trackers.computeIfAbsent(instance, InstanceTracker::new);
    }

    /** Resumes from the saved floors of the same program, else from the recorded history. */
    private void loadHistory(InstanceTracker tracker, ResourceSample s) {
        Instant started = s.at().minus(s.uptime());
        InstanceFloors saved = savedFloors.remove(s.instance());
        if (saved != null && saved.belongTo(started, s.uptime().toSeconds())) {
            tracker.resume(saved);
            return;
        }
        Instant oldest = s.at().minus(HISTORY_PERIOD);
        for (ResourcePoint point : inputs.recorded(s.instance(), started.isAfter(oldest) ? started : oldest)) {
            long uptime = Duration.between(started, point.at()).toSeconds();
            point.memoryMin().ifPresent(v -> tracker.resource("memory").addHistory(uptime, v));
            point.files().ifPresent(v -> tracker.resource("files").addHistory(uptime, v));
            point.threads().ifPresent(v -> tracker.resource("threads").addHistory(uptime, v));
        }
    }
}
