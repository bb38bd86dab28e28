package com.nae.learning;

import com.nae.api.healing.ChangeEvent;
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
 * Makes pre-emptive restarts through the process manager, and tracks whether the last restart of each instance was
 * clean. Not thread-safe.
 */
final class RuntimeRestartOperations implements RestartOperations {
    /** An issue that first occurs in this time after a restart was caused by the restart. */
    private static final Duration NEW_ERROR_WINDOW = Duration.ofMinutes(1);

    private static final int SIGKILL = 9;
    private static final Set<FixRecord.State> UNDER_WAY = Set.of(FixRecord.State.TRYING, FixRecord.State.OBSERVED);
    private final RuntimeServices services;
    private final ResourceTracker tracker;
    private final Map<InstanceId, RestartProgress> restarts = new HashMap<>();

    /**
     * How the last restart of an instance went.
     *
     * @param requested whether it was stopped on request
     * @param killed whether it had to be killed, since it did not stop in time
     * @param up when it was running again
     */
    private record RestartProgress(boolean requested, boolean killed, Optional<Instant> up) {}

    RuntimeRestartOperations(RuntimeServices services, ResourceTracker tracker) {
        this.services = services;
        this.tracker = tracker;
    }

    /** Follows the restarts of an instance by its changes of state. */
    void changed(ProcessEvent event) {
        RestartProgress last = restarts.getOrDefault(event.id(), new RestartProgress(false, false, Optional.empty()));
        boolean killed = event.exited()
                && event.now()
                        .lastExit()
                        .filter(e -> e.signal().orElse(0) == SIGKILL)
                        .isPresent();
        restarts.put(
                event.id(),
                switch (event.now().state()) {
                    case STOPPING -> new RestartProgress(true, false, Optional.empty());
                    case BACKOFF, FATAL, EXITED -> new RestartProgress(false, killed, Optional.empty());
                    case RUNNING ->
                        event.before() == ProcessState.RUNNING
                                ? last
                                : new RestartProgress(last.requested(), last.killed(), Optional.of(event.at()));
                    default -> new RestartProgress(last.requested(), last.killed() || killed, last.up());
                });
    }

    void retain(Set<InstanceId> present) {
        restarts.keySet().retainAll(present);
    }

    @Override
    public double usualLoad(InstanceId instance, Instant at) {
        return tracker.usualLoad(instance, at);
    }

    @Override
    public double currentValue(InstanceId instance, String resource) {
        return tracker.currentValue(instance, resource);
    }

    @Override
    public Optional<String> blocker(InstanceId instance) {
        if (services.processes()
                .status(instance)
                .filter(s -> s.state() == ProcessState.RUNNING)
                .isEmpty()) {
            return Optional.of("it is not running");
        }
        boolean healing = services.fixes().stream()
                .anyMatch(f -> f.process().equals(instance.process()) && UNDER_WAY.contains(f.state()));
        if (healing) {
            return Optional.of("a repair of it is under way");
        }
        return services.processes().list().stream()
                .filter(s -> s.state() == ProcessState.STARTING || s.state() == ProcessState.BACKOFF)
                .filter(s -> dependsOn(s, instance))
                .findFirst()
                .map(s -> s.id() + ", which depends on it, is not up");
    }

    @Override
    public Optional<InstanceId> sandboxOf(InstanceId live) {
        return services.processes().list().stream()
                .map(ProcessStatus::id)
                .filter(id -> id.process().equals(live.process()) && id.mode() == Mode.SANDBOX)
                .findFirst();
    }

    @Override
    public boolean restartedCleanly(InstanceId instance) {
        Optional<RestartProgress> restart = Optional.ofNullable(restarts.get(instance))
                .filter(last -> last.requested() && !last.killed() && last.up().isPresent());
        return restart.isPresent()
                && services.issues().list().stream()
                        .noneMatch(i -> isNewIn(i, instance, restart.get().up().orElseThrow()));
    }

    @Override
    public boolean isUpSince(InstanceId instance, Instant since) {
        return services.processes()
                .status(instance)
                .filter(s -> s.state() == ProcessState.RUNNING
                        && s.started().filter(at -> !at.isBefore(since)).isPresent())
                .isPresent();
    }

    @Override
    public boolean spendBudget(InstanceId instance) {
        return services.budget().spend(instance, "pre-emptive restart");
    }

    @Override
    public void restart(InstanceId instance, String reason) {
        services.processes().restart(instance, reason);
    }

    @Override
    public void appendToChangeLog(InstanceId instance, ChangeEvent event, String reason) {
        services.log(instance, event, reason);
    }

    private static boolean isNewIn(Issue issue, InstanceId instance, Instant up) {
        return issue.instances().contains(instance)
                && !issue.firstSeen().isBefore(up)
                && issue.firstSeen().isBefore(up.plus(NEW_ERROR_WINDOW));
    }

    private boolean dependsOn(ProcessStatus other, InstanceId instance) {
        List<ProcessDefinition.Dependency> dependencies = services.processes()
                .definition(other.id().process(), other.id().mode())
                .map(ProcessDefinition::dependsOn)
                .orElse(List.of());
        return other.id().mode() == instance.mode()
                && dependencies.stream().anyMatch(d -> d.process().equals(instance.process()));
    }
}
