package com.nae.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.config.Settings;
import com.nae.api.health.ResourceSample;
import com.nae.api.history.ResourcePoint;
import com.nae.api.process.InstanceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownsamplerTest {
    private static final InstanceId ID = InstanceId.parse("trader@live");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private Database database;

    private Database database() {
        database = new Database(folder.resolve("nae.db"));
        return database;
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Config config(String... settings) {
        return Config.of(new Settings(settings.length == 0 ? Map.of() : Map.of(settings[0], settings[1])));
    }

    private static ResourceSample sample(InstanceId id, Instant at, double cpu, long memory) {
        return new ResourceSample(
                id,
                at,
                OptionalDouble.of(cpu),
                OptionalLong.of(memory << 20),
                OptionalLong.of(7),
                OptionalLong.empty(),
                1,
                Duration.ZERO,
                0,
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalDouble.empty());
    }

    private static void write(Database database, List<ResourceSample> samples) throws SQLException {
        database.transaction(connection -> {
            new BatchWriter().write(connection, new WriteBuffer.Batch(samples, List.of(), List.of()));
            return null;
        });
    }

    private static List<ResourcePoint> read(Database database) throws SQLException {
        return database.transaction(
                connection -> HistoryQueries.samples(connection, ID, Instant.EPOCH, NOW.plusSeconds(60)));
    }

    @Test
    void samplesAreAggregatedAfterADayAndAMonthAndDeletedAfterTwoYears() throws Exception {
        Database database = database();
        List<ResourceSample> samples = new ArrayList<>();
        for (Duration age :
                List.of(Duration.ofDays(800), Duration.ofDays(40), Duration.ofDays(3), Duration.ofHours(1))) {
            samples.add(sample(ID, NOW.minus(age), 10, 100));
            samples.add(sample(ID, NOW.minus(age).plusSeconds(30), 30, 200));
        }
        write(database, samples);
        new Downsampler(database).run(config(), NOW);
        List<ResourcePoint> points = read(database);
        assertEquals(
                List.of(Duration.ofHours(1), Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO),
                points.stream().map(ResourcePoint::span).toList());
        ResourcePoint hour = points.get(0);
        assertEquals(NOW.minus(Duration.ofDays(40)), hour.at());
        assertEquals(hourOfTwoSamples(hour.at()), hour);
        new Downsampler(database).run(config(), NOW);
        assertEquals(points, read(database), "aggregated only once");
    }

    private static ResourcePoint hourOfTwoSamples(Instant at) {
        return new ResourcePoint(
                at,
                Duration.ofHours(1),
                OptionalDouble.of(20),
                OptionalDouble.of(30),
                OptionalLong.of(150 << 20),
                OptionalLong.of(100 << 20),
                OptionalLong.of(200 << 20),
                OptionalLong.of(7),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    @Test
    void aFileThatIsTooLargeLosesItsOldestDetail() throws Exception {
        Database database = database();
        for (int day = 20; day > 0; day--) {
            List<ResourceSample> samples = new ArrayList<>();
            for (int minute = 0; minute < 1440; minute++) {
                samples.add(
                        sample(ID, NOW.minus(Duration.ofDays(day)).plusSeconds(minute * 60L), minute % 100, minute));
            }
            write(database, samples);
        }
        long before = database.size();
        assertTrue(before > 600_000, "size " + before);
        new Downsampler(database).run(config("history_max_size", "200K"), NOW);
        assertTrue(database.size() <= 200 * 1024, "size " + database.size());
        assertTrue(read(database).stream().anyMatch(point -> point.span().equals(Duration.ofHours(1))));
    }

    @Test
    void anHourOfAHundredProcessesIsWrittenInLessThanAMegabyte() throws Exception {
        Database database = database();
        write(database, List.of());
        long written = 0;
        long before = writtenSoFar();
        for (int batch = 0; batch < 12; batch++) {
            List<ResourceSample> samples = new ArrayList<>();
            for (int round = 0; round < 10; round++) {
                Instant at = NOW.plusSeconds(batch * 300 + round * 30);
                for (int i = 0; i < 100; i++) {
                    samples.add(sample(
                            InstanceId.parse("worker" + i + "@live"),
                            at,
                            Math.random() * 100,
                            100 + (long) (Math.random() * 100)));
                }
            }
            write(database, samples);
        }
        database.close();
        written = writtenSoFar() - before;
        assertTrue(written < 1 << 20, "written " + written);
        System.out.println("history of 100 processes: " + written + " bytes an hour, file "
                + Files.size(folder.resolve("nae.db")));
    }

    /** Bytes that this process has passed to write calls; 0 if the system does not count them. */
    private static long writtenSoFar() throws Exception {
        Path io = Path.of("/proc/self/io");
        return !Files.isReadable(io)
                ? 0
                : Files.readAllLines(io).stream()
                        .filter(l -> l.startsWith("wchar: "))
                        .mapToLong(l -> Long.parseLong(l.substring(7)))
                        .sum();
    }
}
