package com.nae.healing.trial;

import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.healing.context.CaseContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The runs of some instances that began after a change, one each. What an earlier run said is not held against the
 * change.
 */
final class TrialRuns {
    private final CaseContext context;
    private final Set<InstanceId> instances;
    private final Map<InstanceId, Instant> since = new HashMap<>();
    /** When the runs were started that were up before: what counts is the next one. */
    private final Map<InstanceId, Instant> before = new HashMap<>();

    private final Map<InstanceId, Instant> excuses = new HashMap<>();
    private Instant from;

    TrialRuns(CaseContext context, Set<InstanceId> instances) {
        this.context = context;
        this.instances = instances;
        from = context.now();
        instances.forEach(this::next);
    }

    /** When that began which counts. */
    Instant from() {
        return from;
    }

    /** When the watched run of an instance was started, once it was. */
    Instant since(InstanceId id) {
        return since.computeIfAbsent(
                id, i -> start(i).filter(s -> !s.equals(before.get(i))).orElse(null));
    }

    private Optional<Instant> start(InstanceId id) {
        return context.processes().status(id).filter(s -> s.pid().isPresent()).flatMap(ProcessStatus::started);
    }

    /** Since when all of them run that are watched. */
    Instant latest() {
        return since.values().stream().max(Instant::compareTo).orElse(from);
    }

    /** Whether something that was said then was said by the watched run. */
    boolean inPresent(InstanceId id, Instant at) {
        Instant start = since(id);
        return start != null && !at.isBefore(start);
    }

    /** Notes the start of a watched run. @return whether that is news */
    boolean started(InstanceId id) {
        return !since.containsKey(id) && since(id) != null;
    }

    boolean allBegun() {
        return instances.stream().allMatch(id -> since(id) != null);
    }

    /** Only a run that begins from now on is watched. */
    void next(InstanceId id) {
        from = context.now();
        since.remove(id);
        before.remove(id);
        start(id).ifPresent(start -> before.put(id, start));
    }

    /** What was seen so far does not count; where the run is over, the one after it is watched. */
    void restartPending(InstanceId id) {
        from = context.now();
        since.remove(id);
        start(id).filter(start -> !start.equals(before.get(id))).ifPresent(start -> since.put(id, start));
    }

    /** An instance cannot do better at a time: the world is down. */
    void excuse(InstanceId id, Instant at) {
        excuses.put(id, at);
    }

    boolean excused(InstanceId id, Instant after) {
        return excuses.getOrDefault(id, Instant.MIN).isAfter(after);
    }

    /** Whether an instance is over although it was up, or is given up. */
    boolean down(InstanceId id) {
        Optional<ProcessStatus> now = context.processes().status(id);
        boolean up = now.map(s -> s.pid().isPresent() && s.state() != ProcessState.UNKNOWN || completed(s))
                .orElse(false);
        return !up
                && (since(id) != null
                        || now.isEmpty()
                        || now.get().state() == ProcessState.FATAL && !excuses.containsKey(id));
    }

    /** Whether an instance ended as it may: by itself, with a code that means success. */
    boolean completed(ProcessStatus now) {
        Optional<ProcessDefinition> definition =
                context.processes().definition(now.id().process(), now.id().mode());
        return now.lastExit().isPresent()
                && now.lastExit().get().code().isPresent()
                && definition
                        .map(d -> d.restart()
                                .successCodes()
                                .contains(now.lastExit().get().code().getAsInt()))
                        .orElse(false);
    }

    /** Why nothing can be said about an instance, where that is so. */
    Optional<String> whyInconclusive(InstanceId id) {
        Optional<ProcessStatus> now = context.processes().status(id);
        return now.isEmpty()
                ? Optional.of(id + " is no longer defined")
                : now.filter(s -> s.state() == ProcessState.STOPPED).map(s -> id + " was stopped on purpose");
    }
}
