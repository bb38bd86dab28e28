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
 * The watched runs of a trial: for each instance the run that began after the change. Output of an earlier run does not
 * count against the change.
 */
final class TrialRuns {
    private final CaseContext context;
    private final Set<InstanceId> instances;
    private final Map<InstanceId, Instant> since = new HashMap<>();
    /** When the runs that were up before the change had started; the next run is the watched one. */
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

    /** The time from which on events count. */
    Instant from() {
        return from;
    }

    /** When the watched run of an instance started; null while there is none. */
    Instant since(InstanceId id) {
        return since.computeIfAbsent(
                id, i -> start(i).filter(s -> !s.equals(before.get(i))).orElse(null));
    }

    private Optional<Instant> start(InstanceId id) {
        return context.processes().status(id).filter(s -> s.pid().isPresent()).flatMap(ProcessStatus::started);
    }

    /** When the last of the watched runs started. */
    Instant latest() {
        return since.values().stream().max(Instant::compareTo).orElse(from);
    }

    /** Whether output of this time came from the watched run. */
    boolean inPresent(InstanceId id, Instant at) {
        Instant start = since(id);
        return start != null && !at.isBefore(start);
    }

    /** Looks for the start of a watched run. @return whether it has started since the last call */
    boolean started(InstanceId id) {
        return !since.containsKey(id) && since(id) != null;
    }

    /** Whether each instance has a watched run. */
    boolean allBegun() {
        return instances.stream().allMatch(id -> since(id) != null);
    }

    /** Watches the next run of an instance: only a run that begins from now on counts. */
    void next(InstanceId id) {
        from = context.now();
        since.remove(id);
        before.remove(id);
        start(id).ifPresent(start -> before.put(id, start));
    }

    /** Discards what was seen so far. The present run stays the watched one; if it has ended, the next one is. */
    void restartPending(InstanceId id) {
        from = context.now();
        since.remove(id);
        start(id).filter(start -> !start.equals(before.get(id))).ifPresent(start -> since.put(id, start));
    }

    /** Excuses a failure at this time, because an endpoint is down. */
    void excuse(InstanceId id, Instant at) {
        excuses.put(id, at);
    }

    /** Whether a failure of an instance was excused after this time. */
    boolean excused(InstanceId id, Instant after) {
        return excuses.getOrDefault(id, Instant.MIN).isAfter(after);
    }

    /** Whether an instance ended after it had been up, or the process manager gave up on it. */
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

    /** Why an instance allows no judgement of the trial; empty where it does. */
    Optional<String> whyInconclusive(InstanceId id) {
        Optional<ProcessStatus> now = context.processes().status(id);
        return now.isEmpty()
                ? Optional.of(id + " is no longer defined")
                : now.filter(s -> s.state() == ProcessState.STOPPED).map(s -> id + " was stopped on purpose");
    }

    /** Why the trial cannot be judged; empty where it can. */
    Optional<String> whyInconclusive() {
        return instances.isEmpty()
                ? Optional.of("nothing of it ran")
                : instances.stream().flatMap(id -> whyInconclusive(id).stream()).findFirst();
    }

    /** An instance that is down, if there is one. */
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
