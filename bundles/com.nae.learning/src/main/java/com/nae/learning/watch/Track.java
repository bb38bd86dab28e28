package com.nae.learning.watch;

import com.nae.api.learning.Anomaly;
import com.nae.api.learning.Observed.Range;
import com.nae.api.process.InstanceId;
import com.nae.learning.Changes;
import com.nae.learning.anomaly.Detector;
import com.nae.learning.anomaly.Quantiles;
import com.nae.learning.forecast.FloorSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is known of the behaviour of one instance. Not thread-safe. */
final class Track {
    private static final Duration TIED = Duration.ofMinutes(30);
    private final InstanceId id;
    private final Map<Measure, Detector> detectors = new EnumMap<>(Measure.class);
    private final Map<String, Quantiles> times = new HashMap<>();
    private final Map<String, Resource> resources = new TreeMap<>();
    private final double[] load = new double[24];
    private Instant started = Instant.EPOCH;

    Track(InstanceId id) {
        this.id = id;
    }

    Resource resource(String name) {
        return resources.computeIfAbsent(name, n -> new Resource());
    }

    Map<String, Resource> resources() {
        return resources;
    }

    /** Whether the instance was not looked at before. */
    boolean unseen() {
        return started.equals(Instant.EPOCH);
    }

    /** Whether a program that was started at that moment is another one than before; if so all begins anew. */
    boolean begins(Instant start) {
        boolean other = Duration.between(started, start).abs().compareTo(Floors.SAME) > 0;
        if (other) {
            resources.values().forEach(Resource::begin);
        }
        started = start;
        return other;
    }

    /** What the next runtime should know. */
    Floors floors() {
        Map<String, FloorSeries> series = new TreeMap<>();
        resources.forEach((name, r) -> series.put(name, r.series()));
        return new Floors(started, series);
    }

    void resume(Floors known) {
        known.byResource().forEach((name, series) -> resource(name).resume(series));
    }

    /** Takes a value and says whether it is unusual. */
    Optional<Anomaly> watch(Measure measure, double value, Instant at, Changes changes) {
        return detectors.computeIfAbsent(measure, m -> new Detector(m.grain)).sample(at.getEpochSecond(), value).map(alarm -> anomaly(measure, alarm, at, changes));
    }

    /** Takes a time in seconds of something that happens now and then. */
    void timed(String what, double seconds) {
        times.computeIfAbsent(what, w -> new Quantiles()).add(seconds);
    }

    void loaded(Instant at, double cpu) {
        int hour = hour(at);
        load[hour] += 0.05 * (cpu - load[hour]);
    }

    /** Usual CPU use at the hour of the day of a moment. */
    double load(Instant at) {
        return load[hour(at)];
    }

    Map<String, Range> ranges() {
        Map<String, Range> ranges = new TreeMap<>();
        detectors.forEach((m, d) -> {
            if (d.ready()) {
                Detector.Span usual = d.usual();
                ranges.put(m.word(), new Range(Math.max(0, usual.low()), Math.max(0, d.level()), usual.high(), usual.high(), 48));
            }
        });
        times.forEach((what, q) -> ranges.put(what, new Range(q.at(0.05), q.at(0.5), q.at(0.95), q.at(0.99), q.count())));
        return ranges;
    }

    private static int hour(Instant at) {
        return (int) Math.floorMod(at.getEpochSecond() / 3600, 24L);
    }

    private Anomaly anomaly(Measure measure, Detector.Alarm alarm, Instant at, Changes changes) {
        Optional<String> cause = changes.cause(id, at, TIED);
        String how = switch (alarm.kind()) {
            case JUMP -> "jumped to " + measure.text(alarm.value());
            case CHANGE -> "behaves as never before, lately " + range(measure, alarm.lately());
        };
        String sentence = id + ": " + measure.word() + " " + how + ", usually " + range(measure, alarm.usual()) + cause.map(c -> "; shortly before: " + c).orElse("") + ".";
        return new Anomaly(id, measure.word(), alarm.value(), Math.max(0, alarm.usual().low()), alarm.usual().high(), at, sentence, cause);
    }

    private static String range(Measure measure, Detector.Span span) {
        String low = measure.text(span.low());
        String high = measure.text(span.high());
        return low.equals(high) ? low : low + " to " + high;
    }
}
