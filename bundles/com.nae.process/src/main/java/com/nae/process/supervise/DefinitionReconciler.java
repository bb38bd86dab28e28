package com.nae.process.supervise;

import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessState;
import com.nae.api.process.Tuning;
import com.nae.process.definition.ModeDefinitions;
import com.nae.process.definition.Reload;
import com.nae.process.instance.Instance;
import com.nae.process.instance.InstanceRegistry;
import com.nae.process.instance.InstanceRestorer;
import com.nae.process.instance.InstanceRuntime;
import com.nae.process.launch.Worker;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the instances what the definitions in force say: creates, changes, restarts and retires them. A change that a
 * running program does not notice does not restart it. Owned by the supervisor's thread.
 */
final class DefinitionReconciler {
    private static final Logger LOG = LoggerFactory.getLogger(DefinitionReconciler.class);

    private final Set<Mode> modes;
    private final NoticeLog notices;
    private final InstanceRuntime runtime;
    private final InstanceRegistry registry;
    private final InstanceRestorer restorer;
    private final RestartTriggers triggers;
    private boolean stopping;

    DefinitionReconciler(Home home, InstanceRuntime runtime, InstanceRestorer restorer, RestartTriggers triggers) {
        this.modes = Set.copyOf(home.modes());
        this.notices = new NoticeLog(modes);
        this.runtime = runtime;
        this.registry = runtime.registry();
        this.restorer = restorer;
        this.triggers = triggers;
    }

    /** Puts in force what a file defines. */
    void define(String name, ModeDefinitions written) {
        if (!stopping) {
            runtime.tunings().written(name, written);
            notices.log(name, written);
            reconcile(name);
            runtime.events().definitionChanged(name);
        }
    }

    void undefine(String name) {
        if (!stopping && registry.undefine(name)) {
            runtime.tunings().forget(name);
            notices.forget(name);
            registry.of(name).toList().forEach(this::retire);
            runtime.events().definitionChanged(name);
        }
    }

    /** Adjusts a process in a mode. Listeners do not hear of it: the definition that the operator wrote is the same. */
    void tune(String name, Mode mode, Tuning tuning) {
        if (stopping || registry.definition(name, mode).isEmpty()) {
            return;
        }
        boolean otherNice = !runtime.tunings().of(name, mode).nice().equals(tuning.nice());
        runtime.tunings().put(name, mode, tuning);
        reconcile(name);
        if (otherNice) {
            registry.of(name).filter(i -> i.id().mode() == mode).forEach(i -> renice(i, tuning));
        }
    }

    private static void renice(Instance instance, Tuning tuning) {
        Worker worker = instance.worker();
        if (worker != null) {
            worker.renice(
                    tuning.nice().orElse(instance.definition().identity().nice().orElse(0)));
        }
    }

    /** From now on definitions change nothing, since everything is being stopped. */
    void stopReconciling() {
        stopping = true;
    }

    private void reconcile(String name) {
        ModeDefinitions now = runtime.tunings().inForce(name);
        Optional<ModeDefinitions> before = registry.define(name, now);
        reportCycles(name, now);
        Set<InstanceId> wanted = wanted(name, now.byMode());
        registry.of(name).filter(i -> !wanted.contains(i.id())).toList().forEach(this::retire);
        wanted.stream()
                .sorted()
                .forEach(id -> place(
                        id,
                        now.byMode().get(id.mode()),
                        before.filter(b -> now.movedFrom(b, id.mode())).isPresent()));
    }

    private Set<InstanceId> wanted(String name, Map<Mode, ProcessDefinition> byMode) {
        Set<InstanceId> wanted = new HashSet<>();
        byMode.forEach((mode, definition) -> {
            for (int replica = 0; modes.contains(mode) && replica < definition.replicas(); replica++) {
                wanted.add(new InstanceId(name, mode, replica));
            }
        });
        return wanted;
    }

    private void reportCycles(String name, ModeDefinitions now) {
        if (now.byMode().values().stream().allMatch(d -> d.dependsOn().isEmpty())) {
            return;
        }
        for (List<String> cycle : registry.dependencyCycles()) {
            if (cycle.contains(name)) {
                LOG.error("depends_on makes a cycle, so none of these can start: {}", String.join(" -> ", cycle));
            }
        }
    }

    /** @param moved whether its folder is a copy of another one now, or its network another one */
    private void place(InstanceId id, ProcessDefinition definition, boolean moved) {
        Optional<Instance> known = registry.instance(id);
        if (known.filter(Instance::isRetired).isPresent()) {
            return;
        }
        openOutput(id, definition.log());
        if (known.isPresent()) {
            change(known.get(), definition, moved);
        } else {
            Instance fresh = new Instance(id, definition, runtime);
            registry.add(fresh);
            triggers.arm(fresh);
            restorer.restore(fresh);
        }
    }

    private void change(Instance instance, ProcessDefinition definition, boolean moved) {
        ProcessDefinition before = instance.definition();
        instance.redefine(definition);
        triggers.arm(instance);
        if (moved || Reload.needsRestart(before, definition)) {
            if (isUp(instance) && !runtime.journal().record(instance.id()).stopped()) {
                instance.resetFailures();
                instance.restart("its definition changed");
            }
        } else if (!instance.hasWorker() && instance.state() == ProcessState.STARTING) {
            instance.start("its definition changed");
        }
    }

    /** Whether it runs, or is to run as soon as something else happens. */
    private static boolean isUp(Instance instance) {
        return instance.hasWorker()
                || instance.state() != ProcessState.STOPPED && instance.state() != ProcessState.EXITED;
    }

    /**
     * Stops an instance and forgets it. One that is defined again while it stops is created again when it has stopped.
     */
    private void retire(Instance instance) {
        if (instance.isRetired()) {
            return;
        }
        InstanceId id = instance.id();
        triggers.disarm(id);
        instance.retire().thenRun(() -> {
            registry.remove(instance);
            runtime.journal().forget(id);
            runtime.outputs().close(id);
            registry.definition(id.process(), id.mode())
                    .filter(d -> !stopping && id.replica() < d.replicas())
                    .ifPresent(d -> place(id, d, false));
        });
    }

    private void openOutput(InstanceId id, ProcessDefinition.Log policy) {
        try {
            runtime.outputs().open(id, policy);
        } catch (IOException e) {
            LOG.error("The output of {} cannot be captured: {}", id, e.getMessage());
        }
    }
}
