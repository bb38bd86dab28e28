package com.nae.learning.bench;

import com.nae.api.health.ResourceSample;
import com.nae.api.history.ResourcePoint;
import com.nae.api.learning.Forecast;
import com.nae.api.process.InstanceId;
import com.nae.learning.anomaly.AnomalyDetector;
import com.nae.learning.forecast.ExhaustionEstimate;
import com.nae.learning.forecast.ExhaustionForecaster;
import com.nae.learning.forecast.FloorSeries;
import com.nae.learning.watch.RecentChanges;
import com.nae.learning.watch.ResourceLimits;
import com.nae.learning.watch.ResourceTracker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Cost of a look at one series, of a sample of the anomaly detector, and of a round over 500 processes with a year
 * behind them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"})
public class LearningBenchmark {
    private static final int PROCESSES = 500;
    private static final int YEAR = 365 * 86400;
    private static final Instant START = Instant.parse("2025-11-22T00:00:00Z");

    /** The shape of the series that is looked at. */
    @Param({"flat", "leak", "saw", "daily"})
    public String shape;

    private final Random random = new Random(1);
    private final FloorSeries series = new FloorSeries();
    private final AnomalyDetector detector = new AnomalyDetector(0.1);
    private ResourceTracker tracker;
    private int tick;

    @Setup
    public void fill() {
        for (int t = 0; t < 40 * 3600; t += 30) {
            series.add(t, value(t));
        }
        for (int i = 0; i < 5000; i++) {
            detector.add(30L * (i - 5000), value(30 * i));
        }
        year();
    }

    private double value(int t) {
        double noise = 4 * random.nextGaussian();
        return noise
                + switch (shape) {
                    case "leak" -> 300 + t * 0.004;
                    case "saw" -> 300 + t * 0.004 + 200 * (t % 3000) / 3000.0;
                    case "daily" -> 400 + t * 0.002 + 100 * Math.sin(2 * Math.PI * t / 86400);
                    default -> 500;
                };
    }

    /** A year of hourly values behind each of 500 processes. */
    private void year() {
        List<ResourcePoint> history = new ArrayList<>();
        for (int t = 0; t < YEAR; t += 3600) {
            OptionalLong v = OptionalLong.of((long) (1e6 * value(t % (40 * 3600))));
            history.add(new ResourcePoint(
                    START.plusSeconds(t),
                    Duration.ofHours(1),
                    OptionalDouble.of(5),
                    OptionalDouble.of(9),
                    v,
                    v,
                    v,
                    OptionalLong.of(20),
                    OptionalLong.of(9),
                    OptionalDouble.of(0),
                    OptionalDouble.empty()));
        }
        tracker = new ResourceTracker(
                new RecordedYear(history), new RecentChanges(), ExhaustionForecaster.defaults(), Duration.ofMinutes(5));
        round();
    }

    /** Fixed limits, and the same history for every instance. */
    private record RecordedYear(List<ResourcePoint> history) implements ResourceTracker.InputSource {
        @Override
        public ResourceLimits limits(InstanceId instance) {
            return new ResourceLimits(Map.of("memory", 1e9, "files", 1024.0, "threads", 500.0));
        }

        @Override
        public List<ResourcePoint> recorded(InstanceId instance, Instant since) {
            return history;
        }
    }

    @Benchmark
    public Optional<ExhaustionEstimate> lookAtOneSeries() {
        return ExhaustionForecaster.defaults().forecast(series, 1000);
    }

    @Benchmark
    public Optional<AnomalyDetector.Alarm> oneSampleOfTheDetector() {
        tick++;
        return detector.add(30L * tick, value(30 * (tick % 1_000_000)));
    }

    /** Every process is sampled and every forecast updated: 1500 series, 1500 detectors. */
    @Benchmark
    public List<Forecast> round() {
        tick++;
        Instant at = START.plusSeconds(YEAR + 300L * tick);
        Duration up = Duration.between(START, at);
        for (int p = 0; p < PROCESSES; p++) {
            tracker.sampled(new ResourceSample(
                    new InstanceId("p" + p, com.nae.api.process.Mode.LIVE, 0),
                    at,
                    OptionalDouble.of(5),
                    OptionalLong.of((long) (5e8 + p)),
                    OptionalLong.of(20),
                    OptionalLong.of(9),
                    1,
                    up,
                    0,
                    OptionalDouble.of(0),
                    Optional.empty(),
                    OptionalDouble.empty()));
        }
        return tracker.forecasts(at);
    }
}
