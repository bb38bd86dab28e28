package com.nae.learning.watch;

import com.nae.api.health.ResourceSample;
import com.nae.api.health.SystemSample;
import com.nae.api.history.ResourcePoint;
import com.nae.api.learning.Anomaly;
import com.nae.api.learning.Forecast;
import com.nae.api.learning.InstanceProfile.Range;
import com.nae.api.process.InstanceId;
import com.nae.learning.forecast.ExhaustionEstimate;
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
import java.util.Set;
import java.util.TreeMap;

/**
 * Follows the resource use of all instances and of the disks: what is unusual, and what runs towards its limit. Not
 * thread-safe.
 */
public final class ResourceTracker {
    private static final int ANOMALIES = 200;
    private static final Duration RECALLED = Duration.ofDays(4);
    private static final Duration SHOWN = Duration.ofDays(1);
    private final Map<InstanceId, InstanceTracker> tracks = new HashMap<>();
    private final Map<InstanceId, ResourceLimits> limits = new HashMap<>();
    private final Map<String, ResourceTrend> disks = new TreeMap<>();
    private final Map<String, Double> diskLimits = new HashMap<>();
    private final Deque<Anomaly> anomalies = new ArrayDeque<>();
    private final InputSource around;
    private final RecentChanges changes;
    private ExhaustionForecaster forecaster;
    private long interval;
    private Instant firstDisk = Instant.EPOCH;
    private Map<InstanceId, InstanceFloors> earlier = new HashMap<>();

    /** What the watch asks of the rest of the runtime. */
    public interface InputSource {
        /** The limits of an instance as they are now. */
        ResourceLimits limits(InstanceId instance);

        /** What was recorded of the instance since its program was started; asked where nothing was kept of it. */
        List<ResourcePoint> recorded(InstanceId instance, Instant since);
    }

    public ResourceTracker(
            InputSource around, RecentChanges changes, ExhaustionForecaster forecaster, Duration interval) {
        this.around = around;
        this.changes = changes;
        configure(forecaster, interval);
    }

    public void configure(ExhaustionForecaster next, Duration every) {
        forecaster = next;
        interval = every.toSeconds();
    }

    /** Takes what an earlier runtime kept; it counts for the programs that are still the same. */
    public void resume(Map<InstanceId, InstanceFloors> kept) {
        earlier = new HashMap<>(kept);
    }

    /** What the next runtime should know of the programs. */
    public Map<InstanceId, InstanceFloors> floors() {
        Map<InstanceId, InstanceFloors> all = new TreeMap<>(earlier);
        tracks.forEach((id, track) -> all.put(id, track.floors()));
        return all;
    }

    /** Takes a sample; what is unusual about it. */
    public List<Anomaly> sampled(ResourceSample s) {
        InstanceTracker track = track(s.instance());
        long uptime = s.uptime().toSeconds();
        boolean unseen = track.isNew();
        if (track.startedAnew(s.at().minus(s.uptime()))) {
            limits.remove(s.instance());
        }
        if (unseen) {
            recall(track, s);
        }
        ResourceLimits limit = limits(s.instance());
        s.memory().ifPresent(v -> track.resource("memory").add(uptime, v, limit.of("memory"), forecaster, interval));
        s.files().ifPresent(v -> track.resource("files").add(uptime, v, limit.of("files"), forecaster, interval));
        s.threads().ifPresent(v -> track.resource("threads").add(uptime, v, limit.of("threads"), forecaster, interval));
        s.cpuPercent().ifPresent(cpu -> track.recordLoad(s.at(), cpu));
        List<Anomaly> found = new ArrayList<>();
        s.cpuPercent()
                .ifPresent(v ->
                        record(s.instance(), MonitoredMetric.CPU, v, s.at()).ifPresent(found::add));
        s.memory()
                .ifPresent(v ->
                        record(s.instance(), MonitoredMetric.MEMORY, v, s.at()).ifPresent(found::add));
        s.errorsPerHour()
                .ifPresent(v ->
                        record(s.instance(), MonitoredMetric.ERRORS, v, s.at()).ifPresent(found::add));
        s.probeSeconds().ifPresent(v -> {
            track.recordDuration("probe", v);
            record(s.instance(), MonitoredMetric.PROBE_LATENCY, v, s.at()).ifPresent(found::add);
        });
        return found;
    }

    /** Takes a value of a measure that samples do not hold. */
    public Optional<Anomaly> record(InstanceId instance, MonitoredMetric measure, double value, Instant at) {
        Optional<Anomaly> anomaly = track(instance).record(measure, value, at, changes);
        anomaly.ifPresent(a -> {
            anomalies.addFirst(a);
            if (anomalies.size() > ANOMALIES) {
                anomalies.removeLast();
            }
        });
        return anomaly;
    }

    public void recordDuration(InstanceId instance, String what, double seconds) {
        track(instance).recordDuration(what, seconds);
    }

    public void sampled(SystemSample system) {
        firstDisk = firstDisk == Instant.EPOCH ? system.at() : firstDisk;
        long since = Duration.between(firstDisk, system.at()).toSeconds();
        system.spaces()
                .forEach(space -> space.bytes().used().ifPresent(used -> {
                    double total = space.bytes().total().orElse(0);
                    diskLimits.put(space.folder(), total);
                    disks.computeIfAbsent(space.folder(), f -> new ResourceTrend())
                            .add(since, used, total, forecaster, interval);
                }));
    }

    /** Forgets instances that are gone. */
    public void retain(Set<InstanceId> present) {
        tracks.keySet().retainAll(present);
        limits.keySet().retainAll(present);
    }

    /** Reads the limits of a process anew: its definition was changed. */
    public void definitionChanged(String process) {
        limits.keySet().removeIf(id -> id.process().equals(process));
    }

    /** Resources that run out, soonest first. */
    public List<Forecast> forecasts(Instant now) {
        List<Forecast> all = new ArrayList<>();
        tracks.forEach((id, track) -> track.resources()
                .forEach((name, r) -> r.outlook()
                        .ifPresent(o -> all.add(
                                forecast(Optional.of(id), name, o, limits(id).of(name), r.isDue(), now)))));
        disks.forEach((folder, r) -> r.outlook()
                .ifPresent(o -> all.add(forecast(Optional.empty(), "disk", o, diskLimits.get(folder), false, now))));
        all.sort(Comparator.comparing(Forecast::reached));
        return all;
    }

    public List<Anomaly> anomalies(Instant now) {
        return anomalies.stream().filter(a -> a.at().isAfter(now.minus(SHOWN))).toList();
    }

    public Map<String, Range> ranges(InstanceId instance) {
        return tracks.containsKey(instance) ? tracks.get(instance).ranges() : Map.of();
    }

    public double usualLoad(InstanceId instance, Instant at) {
        return track(instance).usualLoad(at);
    }

    /** The largest share of a limit that is in use. */
    public double limitShare(InstanceId instance) {
        ResourceLimits limit = limits(instance);
        return track(instance).resources().entrySet().stream()
                .filter(e -> limit.of(e.getKey()) > 0)
                .mapToDouble(e -> e.getValue().value() / limit.of(e.getKey()))
                .max()
                .orElse(0);
    }

    /** What is in use of a resource now. */
    public double currentValue(InstanceId instance, String resource) {
        return track(instance).resource(resource).value();
    }

    /** Read once a program; anew while the machine's memory is not known yet. */
    private ResourceLimits limits(InstanceId instance) {
        ResourceLimits known = limits.get(instance);
        if (known == null || known.of("memory") == 0) {
            known = around.limits(instance);
            limits.put(instance, known);
        }
        return known;
    }

    private InstanceTracker track(InstanceId instance) {
        return tracks.computeIfAbsent(instance, InstanceTracker::new);
    }

    private void recall(InstanceTracker track, ResourceSample s) {
        Instant started = s.at().minus(s.uptime());
        InstanceFloors kept = earlier.remove(s.instance());
        if (kept != null && kept.belongTo(started, s.uptime().toSeconds())) {
            track.resume(kept);
            return;
        }
        Instant oldest = s.at().minus(RECALLED);
        for (ResourcePoint point : around.recorded(s.instance(), started.isAfter(oldest) ? started : oldest)) {
            long uptime = Duration.between(started, point.at()).toSeconds();
            point.memoryMin().ifPresent(v -> track.resource("memory").addHistory(uptime, v));
            point.files().ifPresent(v -> track.resource("files").addHistory(uptime, v));
            point.threads().ifPresent(v -> track.resource("threads").addHistory(uptime, v));
        }
    }

    private static Forecast forecast(
            Optional<InstanceId> id, String name, ExhaustionEstimate o, double limit, boolean due, Instant now) {
        Instant reached = after(now, o.seconds());
        String sentence = id.map(i -> i + ": ").orElse("") + name + " reaches its limit in about "
                + HumanDuration.format(o.seconds()) + " (between " + HumanDuration.format(o.earliest()) + " and "
                + HumanDuration.format(o.latest()) + "): " + Math.round(100 * o.floor() / limit)
                + "% of it is not given back any more.";
        return new Forecast(
                id,
                name,
                o.floor(),
                limit,
                o.slope() * 3600,
                reached,
                after(now, o.earliest()),
                after(now, o.latest()),
                due,
                sentence);
    }

    private static Instant after(Instant now, double seconds) {
        return now.plusSeconds((long) Math.min(seconds, 10.0 * 365 * 86400));
    }
}
