package com.nae.learning;

import com.nae.api.config.Settings;
import com.nae.api.health.ResourceSample;
import com.nae.api.learning.Enhancement;
import com.nae.api.operation.Home;
import com.nae.api.process.ProcessStatus;
import com.nae.learning.enhance.BackoffEnhancement;
import com.nae.learning.enhance.CheckIntervalEnhancement;
import com.nae.learning.enhance.LogRetentionEnhancement;
import com.nae.learning.enhance.ProbeTimeoutEnhancement;
import com.nae.learning.enhance.SandboxNicenessEnhancement;
import com.nae.learning.enhance.StartTimeoutEnhancement;
import com.nae.learning.records.TrackRecordStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;

/**
 * A round of the learning engine over 500 processes with a year of history: samples, forecasts, error groups and
 * enhancements. CPU is that of the thread, memory what is left after a collection. The first sample of each program
 * resumes from the saved floors; without them from the history, which holds a day of samples and three days of minutes.
 */
public final class RoundBench {
    private static final int PROCESSES = 500;
    private static final int ROUNDS = 40;
    private static final int WARM_UP_ROUNDS = 60;
    private static final Instant NOW = Instant.now();
    private static final Instant YEAR_AGO = NOW.minus(Duration.ofDays(365));
    private final Random random = new Random(1);
    private final RoundBenchServices services = new RoundBenchServices(PROCESSES, YEAR_AGO, NOW);

    private RoundBench() {}

    /** @param arguments none */
    public static void main(String[] arguments) throws IOException {
        new RoundBench().run();
    }

    private void run() throws IOException {
        Path folder = Files.createTempDirectory("nae-round");
        createLogs(folder);
        long before = used();
        LearningLoop loop = loop(folder);
        long fromHistory = cpu(() -> loop.sampled(samples(0)));
        long saving = cpu(loop::saveFloors);
        long resumed = cpu(() -> loop(folder).sampled(samples(0)));
        long[] rounds = rounds(loop);
        System.out.printf(
                "a round over %d processes: median %.0f ms, worst %.0f ms of CPU; state %.1f MB (%.1f KB a series); "
                        + "after a start, once: %.0f ms, from the history if no floors were saved: %.0f ms; "
                        + "saving the floors, once an hour: %.0f ms%n",
                PROCESSES,
                rounds[ROUNDS / 2] / 1e6,
                rounds[ROUNDS - 1] / 1e6,
                (used() - before) / 1048576.0,
                (used() - before) / 1024.0 / (PROCESSES * 3),
                resumed / 1e6,
                fromHistory / 1e6,
                saving / 1e6);
        System.out.println("forecasts: " + loop.snapshot().forecasts().size() + ", causes: "
                + loop.snapshot().groups().size() + ", enhancements: "
                + loop.snapshot().enhancements().size());
    }

    private void createLogs(Path folder) throws IOException {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        for (ProcessStatus status : services.statuses()) {
            Files.writeString(logs.resolve(status.id().logName()), "x");
        }
    }

    /** Sorted CPU times of the rounds after the warm-up. */
    private long[] rounds(LearningLoop loop) {
        List<Enhancement> enhancements = enhancements();
        long[] spent = new long[ROUNDS];
        for (int r = 1; r <= WARM_UP_ROUNDS + ROUNDS; r++) {
            int round = r;
            List<ResourceSample> samples = samples(round);
            long cpu = cpu(() -> {
                loop.sampled(samples);
                loop.runRound(enhancements, NOW.plusSeconds(300L * round));
            });
            if (r > WARM_UP_ROUNDS) {
                spent[r - WARM_UP_ROUNDS - 1] = cpu;
            }
        }
        Arrays.sort(spent);
        return spent;
    }

    private LearningLoop loop(Path folder) {
        TrackRecordService trackRecords =
                new TrackRecordService(new TrackRecordStore(folder.resolve("records.jsonl"), Clock.systemUTC(), 1));
        return new LearningLoop(
                new RuntimeServices(
                        services.processes(),
                        (id, what) -> true,
                        services.issues(),
                        services.health(),
                        trackRecords,
                        new Home(folder, "dual"),
                        () -> Optional.of(services.history()),
                        Optional::empty,
                        Optional::empty),
                Config.of(new Settings(Map.of())));
    }

    private List<Enhancement> enhancements() {
        return List.of(
                new BackoffEnhancement(services.tuning()),
                new CheckIntervalEnhancement(services.health()),
                new LogRetentionEnhancement(services.tuning()),
                new ProbeTimeoutEnhancement(services.tuning()),
                new StartTimeoutEnhancement(services.tuning()),
                new SandboxNicenessEnhancement(services.processes(), services.tuning(), services.health()));
    }

    private List<ResourceSample> samples(int round) {
        Instant at = NOW.plusSeconds(300L * round);
        return services.statuses().stream()
                .map(s -> new ResourceSample(
                        s.id(),
                        at,
                        OptionalDouble.of(5 + random.nextDouble()),
                        OptionalLong.of(services.memory(at)),
                        OptionalLong.of(20),
                        OptionalLong.of(9),
                        1,
                        Duration.between(YEAR_AGO, at),
                        0,
                        OptionalDouble.of(0),
                        Optional.empty(),
                        OptionalDouble.of(0.01 + 0.001 * random.nextDouble())))
                .toList();
    }

    private static long cpu(Runnable what) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        what.run();
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
