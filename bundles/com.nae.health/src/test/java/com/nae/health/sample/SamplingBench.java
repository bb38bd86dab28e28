package com.nae.health.sample;

import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Measures the CPU time of a round over many real processes with one child each, by the process table of this system
 * and by OSHI. Run by hand: {@code bench/sampling.sh}.
 */
public final class SamplingBench {
    private static final int WARM = 5;
    private static final int ROUNDS = 20;

    private SamplingBench() {}

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        List<Process> started = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                started.add(new ProcessBuilder("sh", "-c", "sleep 1000 & wait").start());
            }
            for (Map.Entry<String, ProcessTable> table : Map.of(
                            "table of this system", ProcessTable.forThisSystem(), "OSHI", (ProcessTable)
                                    new OshiProcessTable())
                    .entrySet()) {
                measure(table.getKey(), table.getValue(), started);
            }
        } finally {
            started.forEach(process -> {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            });
        }
    }

    private static void measure(String name, ProcessTable table, List<Process> started) throws IOException {
        List<ProcessStatus> statuses = new ArrayList<>();
        for (Process process : started) {
            statuses.add(new ProcessStatus(
                    new InstanceId("p" + statuses.size(), Mode.LIVE, 0),
                    ProcessState.RUNNING,
                    "",
                    Instant.EPOCH,
                    OptionalLong.of(process.pid()),
                    Optional.empty(),
                    0,
                    Optional.empty(),
                    false,
                    true,
                    Optional.empty()));
        }
        InstanceSampler sampler =
                new InstanceSampler(table, Optional::empty, id -> OptionalDouble.empty(), Path.of("/nowhere"));
        long before = 0;
        int members = 0;
        for (int round = 0; round < WARM + ROUNDS; round++) {
            before = round == WARM ? cpu() : before;
            members = sampler.sampleAll(statuses, any -> true, Instant.now()).stream()
                    .mapToInt(sample -> sample.processes())
                    .sum();
        }
        System.out.printf(
                "%s: %d processes with their children (%d in all): %.1f ms of CPU a round%n",
                name, started.size(), members, (cpu() - before) / 1e6 / ROUNDS);
    }

    private static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }
}
