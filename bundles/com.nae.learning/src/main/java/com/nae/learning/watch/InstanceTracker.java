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

/** Tracks one instance: its usual metrics, durations and load, and the trends of its resources. Not thread-safe. */
final class InstanceTracker {
    /** A change in this time before an anomaly counts as its likely cause. */
    private static final Duration CAUSE_WINDOW = Duration.ofMinutes(30);

    private final InstanceId id;
    private final Map<MonitoredMetric, AnomalyDetector> detectors = new EnumMap<>(MonitoredMetric.class);
    private final Map<String, DecayingQuantiles> durations = new HashMap<>();
    private final Map<String, ResourceTrend> resources = new TreeMap<>();
    /** Smoothed CPU use by hour of the day, UTC. */
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

    /** Whether there was no sample of the instance yet. */
    boolean isNew() {
        return started.equals(Instant.EPOCH);
    }

    /**
     * Notes when the program was started. A program other than before resets the trends of all resources.
     *
     * @return whether it is another program than before
     */
    boolean startedAnew(Instant start) {
        boolean other = Duration.between(started, start).abs().compareTo(InstanceFloors.START_TOLERANCE) > 0;
        if (other) {
            resources.values().forEach(ResourceTrend::reset);
        }
        started = start;
        return other;
    }

    /** What the next run of NAE resumes from. */
    InstanceFloors floors() {
        Map<String, FloorSeries> series = new TreeMap<>();
        resources.forEach((name, r) -> series.put(name, r.series()));
        return new InstanceFloors(started, series);
    }

    void resume(InstanceFloors known) {
        known.byResource().forEach((name, series) -> resource(name).resume(series));
    }

    /**
     * Records a value.
     *
     * @return an anomaly if the value is unusual, with the change that probably caused it
     */
    Optional<Anomaly> record(MonitoredMetric metric, double value, Instant at, RecentChanges changes) {
        return detectors
                .computeIfAbsent(metric, m -> new AnomalyDetector(m.resolution))
                .add(at.getEpochSecond(), value)
                .map(alarm -> anomaly(metric, alarm, at, changes));
    }

    /** Records how long something took that happens now and then, such as a start. */
    void recordDuration(String what, double seconds) {
        durations.computeIfAbsent(what, w -> new DecayingQuantiles()).add(seconds);
    }

    /** @param cpu in percent of one core */
    void recordLoad(Instant at, double cpu) {
        int hour = hour(at);
        usualLoad[hour] += 0.05 * (cpu - usualLoad[hour]);
    }

    /** The usual CPU use at the hour of the day, in percent of one core. */
    double usualLoad(Instant at) {
        return usualLoad[hour(at)];
    }

    /** The usual range of each metric and duration of which enough was seen, by name. */
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
        durations.forEach(
                (what, q) -> ranges.put(what, new Range(q.at(0.05), q.at(0.5), q.at(0.95), q.at(0.99), q.count())));
        return ranges;
    }

    private static int hour(Instant at) {
        return (int) Math.floorMod(at.getEpochSecond() / 3600, 24L);
    }

    private Anomaly anomaly(MonitoredMetric metric, AnomalyDetector.Alarm alarm, Instant at, RecentChanges changes) {
        Optional<String> cause = changes.likelyCause(id, at, CAUSE_WINDOW);
        String change = switch (alarm.kind()) {
            case JUMP -> "jumped to " + metric.format(alarm.value());
            case CHANGE -> "shows a new pattern, recently " + range(metric, alarm.recent());
        };
        String sentence = id + ": " + metric.label() + " " + change + ", usually " + range(metric, alarm.usual())
                + cause.map(c -> "; shortly before: " + c).orElse("") + ".";
        return new Anomaly(
                id,
                metric.label(),
                alarm.value(),
                Math.max(0, alarm.usual().low()),
                alarm.usual().high(),
                at,
                sentence,
                cause);
    }

    private static String range(MonitoredMetric metric, AnomalyDetector.ValueRange span) {
        String low = metric.format(span.low());
        String high = metric.format(span.high());
        return low.equals(high) ? low : low + " to " + high;
    }
}
