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
 * The runs of some instances that began after a change, one for each instance. What an earlier run printed does not
 * count against the change.
 */
final class TrialRuns {
    private final CaseContext context;
    private final Set<InstanceId> instances;
    private final Map<InstanceId, Instant> since = new HashMap<>();
    /** When the runs started that were up before the change; the next run is the watched one. */
    private final Map<InstanceId, Instant> before = new HashMap<>();

    /** When a failure of an instance was last excused. */
    private final Map<InstanceId, Instant> excuses = new HashMap<>();

    private Instant from;

    TrialRuns(CaseContext context, Set<InstanceId> instances) {
        this.context = context;
        this.instances = instances;
        from = context.now();
        instances.forEach(this::next);
    }

    /** What happened before this moment does not count. */
    Instant from() {
        return from;
    }

    /** When the watched run of an instance started; null while it has not. */
    Instant since(InstanceId id) {
        return since.computeIfAbsent(
                id, i -> start(i).filter(s -> !s.equals(before.get(i))).orElse(null));
    }

    private Optional<Instant> start(InstanceId id) {
        return context.processes().status(id).filter(s -> s.pid().isPresent()).flatMap(ProcessStatus::started);
    }

    /** Since when all watched runs are up. */
    Instant latest() {
        return since.values().stream().max(Instant::compareTo).orElse(from);
    }

    /** Whether something printed at a time was printed by the watched run. */
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

    /** What was seen so far does not count. A run that is over is replaced by the next one. */
    void restartPending(InstanceId id) {
        from = context.now();
        since.remove(id);
        start(id).filter(start -> !start.equals(before.get(id))).ifPresent(start -> since.put(id, start));
    }

    /** A failure at that time does not count, since an endpoint is down. */
    void excuse(InstanceId id, Instant at) {
        excuses.put(id, at);
    }

    boolean excused(InstanceId id, Instant after) {
        return excuses.getOrDefault(id, Instant.MIN).isAfter(after);
    }

    /** Whether an instance ended although it was up, or the process manager gave it up. */
    private boolean isDown(InstanceId id) {
        Optional<ProcessStatus> now = context.processes().status(id);
        boolean up = now.map(s -> s.pid().isPresent() && s.state() != ProcessState.UNKNOWN || completed(s))
                .orElse(false);
        return !up
                && (since(id) != null
                        || now.isEmpty()
                        || now.get().state() == ProcessState.FATAL && !excuses.containsKey(id));
    }

    /** Whether an instance ended by itself, with an exit code that means success. */
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

    /** Why the trial cannot be judged by an instance; empty where it can. */
    Optional<String> whyInconclusive(InstanceId id) {
        Optional<ProcessStatus> now = context.processes().status(id);
        return now.isEmpty()
                ? Optional.of(id + " is no longer defined")
                : now.filter(s -> s.state() == ProcessState.STOPPED).map(s -> id + " was stopped on purpose");
    }

    /** Why the trial cannot be judged at all; empty where it can. */
    Optional<String> whyInconclusive() {
        return instances.isEmpty()
                ? Optional.of("nothing of it ran")
                : instances.stream().flatMap(id -> whyInconclusive(id).stream()).findFirst();
    }

    Optional<InstanceId> firstDown() {
        return instances.stream().filter(this::isDown).findFirst();
    }

    /** The state of an instance with its reason, for the operator. */
    String state(InstanceId id) {
        return context.processes()
                .status(id)
                .map(s -> s.state() + " " + s.reason())
                .orElse("gone");
    }
}
