package com.nae.healing.trial;

import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The starts of the last two runs of each instance: a failure is often read when the next run has started. */
public final class RunStarts {
    /** The start of the latest run, and of the one before. */
    private record Starts(Instant latest, Instant before) {}

    private final ProcessManager processes;
    private final Map<InstanceId, Starts> starts = new HashMap<>();

    /** @param processes knows the runs that were up before the first event */
    public RunStarts(ProcessManager processes) {
        this.processes = processes;
    }

    /** Notes the run that an event is about. */
    public void changed(ProcessEvent event) {
        event.now()
                .started()
                .ifPresent(start -> starts.merge(
                        event.id(),
                        new Starts(start, Instant.MAX),
                        (known, now) -> known.latest().equals(start) ? known : new Starts(start, known.latest())));
    }

    /** When the run started that was up at a time; empty where it is not known. */
    public Optional<Instant> startOf(InstanceId id, Instant at) {
        Optional<Starts> known = Optional.ofNullable(starts.get(id));
        return known.isEmpty()
                ? processes.status(id).flatMap(ProcessStatus::started)
                : Stream.of(known.get().latest(), known.get().before())
                        .filter(start -> !start.isAfter(at))
                        .findFirst();
    }
}
