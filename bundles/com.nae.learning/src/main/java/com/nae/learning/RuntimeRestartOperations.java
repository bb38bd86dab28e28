package com.nae.learning;

import com.nae.api.healing.ChangeLog;
import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.learning.restart.RestartOperations;
import com.nae.learning.watch.ResourceTracker;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ground that pre-emptive restarts are made on: the instances, how their restarts went, and who may object. Not
 * thread-safe.
 */
final class RuntimeRestartOperations implements RestartOperations {
    private static final Duration WATCHED = Duration.ofMinutes(1);
    private static final int KILLED = 9;
    private static final Set<FixRecord.State> AT_WORK = Set.of(FixRecord.State.TRYING, FixRecord.State.OBSERVED);
    private final RuntimeServices around;
    private final ResourceTracker watch;
    private final Map<InstanceId, RestartProgress> courses = new HashMap<>();

    /** How the last restart of an instance went. */
    private record RestartProgress(boolean asked, boolean killed, Optional<Instant> up) {}

    RuntimeRestartOperations(RuntimeServices around, ResourceTracker watch) {
        this.around = around;
        this.watch = watch;
    }

    void changed(ProcessEvent event) {
        RestartProgress c = courses.getOrDefault(event.id(), new RestartProgress(false, false, Optional.empty()));
        boolean killed = event.exited()
                && event.now()
                        .lastExit()
                        .filter(e -> e.signal().orElse(0) == KILLED)
                        .isPresent();
        courses.put(
                event.id(),
                switch (event.now().state()) {
                    case STOPPING -> new RestartProgress(true, false, Optional.empty());
                    case BACKOFF, FATAL, EXITED -> new RestartProgress(false, killed, Optional.empty());
                    case RUNNING ->
                        event.before() == ProcessState.RUNNING
                                ? c
                                : new RestartProgress(c.asked(), c.killed(), Optional.of(event.at()));
                    default -> new RestartProgress(c.asked(), c.killed() || killed, c.up());
                });
    }

    void retain(Set<InstanceId> present) {
        courses.keySet().retainAll(present);
    }

    @Override
    public double usualLoad(InstanceId instance, Instant at) {
        return watch.usualLoad(instance, at);
    }

    @Override
    public double currentValue(InstanceId instance, String resource) {
        return watch.currentValue(instance, resource);
    }

    @Override
    public Optional<String> blocker(InstanceId instance) {
        if (around.processes()
                .status(instance)
                .filter(s -> s.state() == ProcessState.RUNNING)
                .isEmpty()) {
            return Optional.of("it is not running");
        }
        boolean healing = around.healing().get().stream()
                .flatMap(h -> h.fixes().stream())
                .anyMatch(f -> f.process().equals(instance.process()) && AT_WORK.contains(f.state()));
        if (healing) {
            return Optional.of("a repair of it is under way");
        }
        return around.processes().list().stream()
                .filter(s -> s.state() == ProcessState.STARTING || s.state() == ProcessState.BACKOFF)
                .filter(s -> dependsOn(s, instance))
                .findFirst()
                .map(s -> s.id() + ", which depends on it, is not up");
    }

    @Override
    public Optional<InstanceId> sandboxOf(InstanceId live) {
        return around.processes().list().stream()
                .map(ProcessStatus::id)
                .filter(id -> id.process().equals(live.process()) && id.mode() == Mode.SANDBOX)
                .findFirst();
    }

    @Override
    public boolean restartedCleanly(InstanceId instance) {
        Optional<RestartProgress> course =
                Optional.ofNullable(courses.get(instance)).filter(c -> c.asked() && !c.killed() && c.up().isPresent());
        return course.isPresent()
                && around.issues().list().stream()
                        .noneMatch(i -> news(i, instance, course.get().up().orElseThrow()));
    }

    @Override
    public boolean isUpSince(InstanceId instance, Instant since) {
        return around.processes()
                .status(instance)
                .filter(s -> s.state() == ProcessState.RUNNING
                        && s.started().filter(at -> !at.isBefore(since)).isPresent())
                .isPresent();
    }

    @Override
    public boolean spendBudget(InstanceId instance) {
        return around.processes().spend(instance, "pre-emptive restart");
    }

    @Override
    public void restart(InstanceId instance, String reason) {
        around.processes().restart(instance, reason);
    }

    @Override
    public void appendToChangeLog(InstanceId instance, String event, String reason) {
        around.changeLog()
                .get()
                .ifPresent(log -> log.append(ChangeLog.Entry.act(
                        Instant.now(), event, instance.process(), Optional.of(instance.mode()), reason)));
    }

    private static boolean news(Issue issue, InstanceId instance, Instant up) {
        return issue.instances().contains(instance)
                && !issue.firstSeen().isBefore(up)
                && issue.firstSeen().isBefore(up.plus(WATCHED));
    }

    private boolean dependsOn(ProcessStatus other, InstanceId instance) {
        List<ProcessDefinition.Dependency> needs = around.processes()
                .definition(other.id().process(), other.id().mode())
                .map(ProcessDefinition::dependsOn)
                .orElse(List.of());
        return other.id().mode() == instance.mode()
                && needs.stream().anyMatch(d -> d.process().equals(instance.process()));
    }
}
