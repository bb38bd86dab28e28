package com.nae.learning.watch;

import com.nae.api.learning.Anomaly;
import com.nae.api.learning.InstanceProfile.Range;
import com.nae.api.process.InstanceId;
import com.nae.learning.anomaly.AnomalyDetector;
import com.nae.learning.anomaly.DecayingQuantiles;
import com.nae.learning.forecast.FloorSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is known of the behaviour of one instance. Not thread-safe. */
final class InstanceTracker {
    private static final Duration TIED = Duration.ofMinutes(30);
    private final InstanceId id;
    private final Map<MonitoredMetric, AnomalyDetector> detectors = new EnumMap<>(MonitoredMetric.class);
    private final Map<String, DecayingQuantiles> times = new HashMap<>();
    private final Map<String, ResourceTrend> resources = new TreeMap<>();
    private final double[] usualLoad = new double[24];
    private Instant started = Instant.EPOCH;

    InstanceTracker(InstanceId id) {
        this.id = id;
    }

    ResourceTrend resource(String name) {
        return resources.computeIfAbsent(name, n -> new ResourceTrend());
    }

    Map<String, ResourceTrend> resources() {
        return resources;
    }

    /** Whether the instance was not looked at before. */
    boolean isNew() {
        return started.equals(Instant.EPOCH);
    }

    /** Whether a program that was started at that moment is another one than before; if so all begins anew. */
    boolean startedAnew(Instant start) {
        boolean other = Duration.between(started, start).abs().compareTo(InstanceFloors.SAME) > 0;
        if (other) {
            resources.values().forEach(ResourceTrend::reset);
        }
        started = start;
        return other;
    }

    /** What the next runtime should know. */
    InstanceFloors floors() {
        Map<String, FloorSeries> series = new TreeMap<>();
        resources.forEach((name, r) -> series.put(name, r.series()));
        return new InstanceFloors(started, series);
    }

    void resume(InstanceFloors known) {
        known.byResource().forEach((name, series) -> resource(name).resume(series));
    }

    /** Takes a value and says whether it is unusual. */
    Optional<Anomaly> record(MonitoredMetric measure, double value, Instant at, RecentChanges changes) {
        return detectors
                .computeIfAbsent(measure, m -> new AnomalyDetector(m.resolution))
                .add(at.getEpochSecond(), value)
                .map(alarm -> anomaly(measure, alarm, at, changes));
    }

    /** Takes a time in seconds of something that happens now and then. */
    void recordDuration(String what, double seconds) {
        times.computeIfAbsent(what, w -> new DecayingQuantiles()).add(seconds);
    }

    void recordLoad(Instant at, double cpu) {
        int hour = hour(at);
        usualLoad[hour] += 0.05 * (cpu - usualLoad[hour]);
    }

    /** Usual CPU use at the hour of the day of a moment. */
    double usualLoad(Instant at) {
        return usualLoad[hour(at)];
    }

    Map<String, Range> ranges() {
        Map<String, Range> ranges = new TreeMap<>();
        detectors.forEach((m, d) -> {
            if (d.ready()) {
                AnomalyDetector.ValueRange usual = d.usualRange();
                ranges.put(
                        m.label(),
                        new Range(Math.max(0, usual.low()), Math.max(0, d.level()), usual.high(), usual.high(), 48));
            }
        });
        times.forEach(
                (what, q) -> ranges.put(what, new Range(q.at(0.05), q.at(0.5), q.at(0.95), q.at(0.99), q.count())));
        return ranges;
    }

    private static int hour(Instant at) {
        return (int) Math.floorMod(at.getEpochSecond() / 3600, 24L);
    }

    private Anomaly anomaly(MonitoredMetric measure, AnomalyDetector.Alarm alarm, Instant at, RecentChanges changes) {
        Optional<String> cause = changes.likelyCause(id, at, TIED);
        String how = switch (alarm.kind()) {
            case JUMP -> "jumped to " + measure.format(alarm.value());
            case CHANGE -> "behaves as never before, lately " + range(measure, alarm.lately());
        };
        String sentence = id + ": " + measure.label() + " " + how + ", usually " + range(measure, alarm.usual())
                + cause.map(c -> "; shortly before: " + c).orElse("") + ".";
        return new Anomaly(
                id,
                measure.label(),
                alarm.value(),
                Math.max(0, alarm.usual().low()),
                alarm.usual().high(),
                at,
                sentence,
                cause);
    }

    private static String range(MonitoredMetric measure, AnomalyDetector.ValueRange span) {
        String low = measure.format(span.low());
        String high = measure.format(span.high());
        return low.equals(high) ? low : low + " to " + high;
    }
}
