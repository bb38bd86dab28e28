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

/**
 * How long it takes until started programs are ready and failed ones are back, and how much is written. Not
 * thread-safe.
 */
final class LifecycleTimings {
    private final ResourceTracker watch;
    private final Path logs;
    private final Set<InstanceId> starting = new HashSet<>();
    private final Map<InstanceId, Instant> down = new HashMap<>();
    private final Map<InstanceId, LogSize> written = new HashMap<>();

    private record LogSize(Instant at, long bytes) {}

    LifecycleTimings(ResourceTracker watch, Path logs) {
        this.watch = watch;
        this.logs = logs;
    }

    /** Takes a change of state. */
    void changed(ProcessEvent event) {
        InstanceId id = event.id();
        switch (event.now().state()) {
            case BACKOFF, FATAL -> down.putIfAbsent(id, event.at());
            case STOPPED, EXITED -> down.remove(id);
            case STARTING -> starting.add(id);
            case RUNNING -> {
                if (event.now().ready()) {
                    up(event);
                }
            }
            default -> {}
        }
    }

    /** Measures what was written since the last time. */
    void measureOutput(InstanceId id, Instant now) {
        bytes(logs.resolve(id.logName())).ifPresent(bytes -> {
            LogSize last = written.put(id, new LogSize(now, bytes));
            if (last != null && bytes >= last.bytes() && now.isAfter(last.at())) {
                watch.record(
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
        down.keySet().retainAll(present);
        written.keySet().retainAll(present);
    }

    /** A program is ready; what an earlier runtime has started tells nothing of how long that takes. */
    private void up(ProcessEvent event) {
        InstanceId id = event.id();
        if (starting.remove(id) && !event.now().adopted()) {
            event.now().started().ifPresent(from -> {
                double seconds = seconds(from, event.at());
                watch.recordDuration(id, "start", seconds);
                watch.record(id, MonitoredMetric.START_TIME, seconds, event.at());
            });
        }
        Optional.ofNullable(down.remove(id))
                .ifPresent(from -> watch.recordDuration(id, "recovery", seconds(from, event.at())));
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
