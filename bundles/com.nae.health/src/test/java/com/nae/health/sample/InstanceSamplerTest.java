package com.nae.health.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.health.ResourceSample;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.health.FakeProcessManager;
import com.nae.health.sample.ProcessTable.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceSamplerTest {
    private final FakeProcessTable table = new FakeProcessTable();
    private final Instant start = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path logs;

    private ResourceSample sample(InstanceSampler sampler, ProcessStatus status, int seconds) {
        List<ResourceSample> samples = sampler.sampleAll(List.of(status), any -> true, start.plusSeconds(seconds));
        assertEquals(1, samples.size());
        return samples.get(0);
    }

    private static ProcessStatus running(long pid) {
        return new FakeProcessManager()
                .put("trader@live", ProcessState.RUNNING, pid, Instant.parse("2026-01-01T11:00:00Z"));
    }

    @Test
    void aTreeIsTheLeaderItsDescendantsAndOrphansOfItsSession() {
        table.put(new Row(100, 1, 100, 0, 10, 2));
        table.put(new Row(101, 100, 100, 0, 10, 1));
        table.put(new Row(102, 101, 102, 0, 10, 1));
        table.put(new Row(103, 1, 100, 0, 10, 1));
        table.put(new Row(200, 1, 200, 0, 10, 1));
        ResourceSample sample = sample(
                new InstanceSampler(table, Optional::empty, id -> OptionalDouble.empty(), logs), running(100), 0);
        assertEquals(4, sample.processes());
        assertEquals(OptionalLong.of(40), sample.memory());
        assertEquals(OptionalLong.of(5), sample.threads());
        assertEquals(OptionalLong.of(12), sample.files());
        assertEquals(3600, sample.uptime().toSeconds());
        assertTrue(sample.errorsPerHour().isEmpty() && sample.lastOutput().isEmpty(), "not known is absent");
    }

    @Test
    void cpuIsMeasuredForTheTreeOfOneProgramSinceThePreviousSample() throws Exception {
        InstanceSampler sampler = new InstanceSampler(table, Optional::empty, id -> OptionalDouble.empty(), logs);
        table.put(100, 1, 10, 1000);
        table.put(101, 100, 10, 5000);
        assertEquals(OptionalDouble.empty(), sample(sampler, running(100), 0).cpuPercent());
        table.put(101, 100, 10, 10_000);
        assertEquals(OptionalDouble.of(50), sample(sampler, running(100), 10).cpuPercent());
        table.remove(101);
        assertEquals(
                OptionalDouble.of(0),
                sample(sampler, running(100), 20).cpuPercent(),
                "a member that left does not make it negative");
        table.put(300, 1, 10, 0);
        assertEquals(OptionalDouble.empty(), sample(sampler, running(300), 30).cpuPercent(), "another program");
        assertEquals(
                OptionalDouble.empty(), sample(sampler, running(300), -3600).cpuPercent(), "the clock was set back");
        assertEquals(
                OptionalDouble.of(0), sample(sampler, running(300), -3590).cpuPercent(), "and continues from there");
        Files.writeString(logs.resolve("trader.live.log"), "a line\n");
        assertTrue(sample(sampler, running(300), 40).lastOutput().isPresent());
    }

    @Test
    void aProgramThatDoesNotRunHasNoSample() {
        assertEquals(
                List.of(),
                new InstanceSampler(table, Optional::empty, id -> OptionalDouble.empty(), logs)
                        .sampleAll(
                                List.of(
                                        running(100),
                                        new FakeProcessManager().put("a@live", ProcessState.STOPPED, 0, start)),
                                any -> true,
                                start));
    }
}
