package com.nae.learning.watch;

import com.nae.api.learning.Anomaly;
import com.nae.api.learning.Observed.Range;
import com.nae.api.process.InstanceId;
import com.nae.learning.Changes;
import com.nae.learning.anomaly.Detector;
import com.nae.learning.anomaly.Quantiles;
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

    Track(InstanceId id) {
        this.id = id;
    }

    Resource resource(String name) {
        return resources.computeIfAbsent(name, n -> new Resource());
    }

    Map<String, Resource> resources() {
        return resources;
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
                ranges.put(m.word(), new Range(Math.max(0, d.low()), Math.max(0, (d.low() + d.high()) / 2), d.high(), d.high(), 48));
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
        String usual = measure.text(alarm.low()) + " to " + measure.text(alarm.high());
        String how = switch (alarm.kind()) {
            case SPIKE -> "jumped to " + measure.text(alarm.value()) + ", usually " + usual;
            case SHIFT -> "stays " + (alarm.value() > alarm.high() ? "above" : alarm.value() < alarm.low() ? "below" : "at the edge of")
                    + " its usual range of " + usual + ", now " + measure.text(alarm.value());
            case SCATTER -> "varies far more than its usual range of " + usual + ", now " + measure.text(alarm.value());
        };
        String sentence = id + ": " + measure.word() + " " + how + cause.map(c -> "; shortly before: " + c).orElse("") + ".";
        return new Anomaly(id, measure.word(), alarm.value(), Math.max(0, alarm.low()), alarm.high(), at, sentence, cause);
    }
}
