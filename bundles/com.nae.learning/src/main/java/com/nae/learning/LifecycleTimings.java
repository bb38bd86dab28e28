package com.nae.learning;

import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.learning.watch.MonitoredMetric;
import com.nae.learning.watch.ResourceTracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Measures how long programs take to start and to recover from a failure, and how much they print. Not thread-safe. */
final class LifecycleTimings {
    private final ResourceTracker tracker;
    private final Path logs;
    private final Set<InstanceId> starting = new HashSet<>();
    private final Map<InstanceId, Instant> failedAt = new HashMap<>();
    private final Map<InstanceId, LogSize> logSizes = new HashMap<>();

    private record LogSize(Instant at, long bytes) {}

    LifecycleTimings(ResourceTracker tracker, Path logs) {
        this.tracker = tracker;
        this.logs = logs;
    }

    /** Follows the changes of state of an instance. */
    void changed(ProcessEvent event) {
        InstanceId id = event.id();
        switch (event.now().state()) {
            case BACKOFF, FATAL -> failedAt.putIfAbsent(id, event.at());
            case STOPPED, EXITED -> failedAt.remove(id);
            case STARTING -> starting.add(id);
            case RUNNING -> {
                if (event.now().ready()) {
                    recordReady(event);
                }
            }
            default -> {}
        }
    }

    /** Measures how much was printed since the last call, by the size of the log. */
    void measureOutput(InstanceId id, Instant now) {
        bytes(logs.resolve(id.logName())).ifPresent(bytes -> {
            LogSize last = logSizes.put(id, new LogSize(now, bytes));
            if (last != null && bytes >= last.bytes() && now.isAfter(last.at())) {
                tracker.record(
                        id,
                        MonitoredMetric.OUTPUT,
                        1000.0
                                * (bytes - last.bytes())
                                / Duration.between(last.at(), now).toMillis(),
                        now);
            }
        });
    }

    void retain(Set<InstanceId> present) {
        starting.retainAll(present);
        failedAt.keySet().retainAll(present);
        logSizes.keySet().retainAll(present);
    }

    /** The program is ready. The start time of an adopted one is unknown, since an earlier run of NAE started it. */
    private void recordReady(ProcessEvent event) {
        InstanceId id = event.id();
        if (starting.remove(id) && !event.now().adopted()) {
            event.now().started().ifPresent(from -> {
                double seconds = seconds(from, event.at());
                tracker.recordDuration(id, "start", seconds);
                tracker.record(id, MonitoredMetric.START_TIME, seconds, event.at());
            });
        }
        Optional.ofNullable(failedAt.remove(id))
                .ifPresent(from -> tracker.recordDuration(id, "recovery", seconds(from, event.at())));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    private static Optional<Long> bytes(Path file) {
        try {
            return Optional.of(Files.size(file));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }
}
