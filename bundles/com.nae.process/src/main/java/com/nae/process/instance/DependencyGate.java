package com.nae.process.instance;

import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Dependency;
import com.nae.api.process.ProcessState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Keeps an instance from being started until what it depends on is there. Owned by the supervisor's thread. */
public final class DependencyGate {
    /** States that may fulfil a dependency. */
    private static final Set<ProcessState> FULFILLING =
            Set.of(ProcessState.RUNNING, ProcessState.EXITED, ProcessState.FATAL);

    private final InstanceRegistry registry;

    public DependencyGate(InstanceRegistry registry) {
        this.registry = registry;
    }

    /** The first dependency that is not met, in words for the status. */
    Optional<String> unmet(Mode mode, List<Dependency> dependencies) {
        for (Dependency dependency : dependencies) {
            List<Instance> needed = registry.all().stream()
                    .filter(i -> i.id().process().equals(dependency.process()) && i.id().mode() == mode)
                    .toList();
            if (needed.isEmpty()) {
                return Optional.of("waits for " + dependency.process() + ", which is not defined");
            }
            if (!needed.stream().allMatch(i -> met(i, dependency))) {
                return Optional.of("waits for " + dependency.process() + " to be " + words(dependency.condition()));
            }
        }
        return Optional.empty();
    }

    private static String words(Enum<?> condition) {
        return condition.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static boolean met(Instance i, Dependency dependency) {
        return switch (dependency.condition()) {
            case STARTED -> i.state() == ProcessState.RUNNING;
            case HEALTHY, LOG_READY -> i.isReady();
            case COMPLETED -> i.state() == ProcessState.EXITED || endedForGood(i);
            case COMPLETED_SUCCESSFULLY -> i.state() == ProcessState.EXITED && succeeded(i);
        };
    }

    private static boolean endedForGood(Instance i) {
        return i.state() == ProcessState.FATAL
                && i.status().lastExit().isPresent()
                && i.status().nextStart().isEmpty();
    }

    private static boolean succeeded(Instance i) {
        return i.status()
                .lastExit()
                .map(exit -> exit.code().isPresent()
                        && i.definition()
                                .restart()
                                .successCodes()
                                .contains(exit.code().getAsInt()))
                .orElse(false);
    }

    /**
     * Starts what waited for an instance, or failed because it was not there. A status that names what is waited for is
     * brought up to date.
     */
    void wakeDependents(Instance changed) {
        if (registry.isDependedOn(changed.id().process())) {
            registry.all().stream().filter(i -> dependsOn(i, changed.id())).forEach(i -> reconsider(i, changed));
        }
    }

    private static boolean dependsOn(Instance i, InstanceId id) {
        return i.id().mode() == id.mode()
                && i.definition().dependsOn().stream().anyMatch(d -> d.process().equals(id.process()));
    }

    private void reconsider(Instance dependent, Instance changed) {
        ProcessState state = dependent.state();
        boolean waits = !dependent.hasWorker() && state == ProcessState.STARTING;
        boolean retries = !dependent.hasWorker()
                && (state == ProcessState.BACKOFF || state == ProcessState.FATAL)
                && dependent.status().nextStart().isPresent();
        Optional<String> unmet =
                unmet(dependent.id().mode(), dependent.definition().dependsOn());
        boolean fulfilled = unmet.isEmpty() && FULFILLING.contains(changed.state());
        boolean waitsForOther =
                unmet.filter(why -> !why.equals(dependent.status().reason())).isPresent();
        if (fulfilled && (waits || retries) || waits && waitsForOther) {
            dependent.start(changed.id() + " is there");
        }
    }
}
