package com.nae.process.supervise;

import com.nae.api.operation.Home;
import com.nae.api.output.OutputListener;
import com.nae.api.process.InstanceId;
import com.nae.api.process.LaunchContributor;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessListener;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessStatus;
import com.nae.process.capture.LogSink;
import com.nae.process.cgroup.MemoryCgroups;
import com.nae.process.definition.ModeDefinitions;
import com.nae.process.instance.Instance;
import com.nae.process.launch.Worker;
import com.nae.process.posix.ProcessTree;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The process manager: hands every command to the one thread that owns all instances, and answers questions from what
 * that thread publishes.
 */
@Component(
        immediate = true,
        service = {ProcessManager.class, Supervisor.class})
public final class Supervisor implements ProcessManager {
    private final Supervision supervision;
    private final InstanceCommands commands;

    @Activate
    public Supervisor(BundleContext context) throws IOException {
        this(Home.of(context));
    }

    Supervisor(Home home) throws IOException {
        this(home, Clock.systemDefaultZone());
    }

    Supervisor(Home home, Clock clock) throws IOException {
        this(home, clock, new MemoryCgroups(home.root()));
    }

    Supervisor(Home home, Clock clock, MemoryCgroups cgroups) throws IOException {
        supervision = new Supervision(home, clock, cgroups);
        commands = new InstanceCommands(supervision);
    }

    /** Lets go of everything and leaves the workers running. */
    @Deactivate
    void deactivate() throws IOException {
        supervision.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addProcessListener(ProcessListener listener) {
        supervision.runtime().events().addListener(listener);
    }

    void removeProcessListener(ProcessListener listener) {
        supervision.runtime().events().removeListener(listener);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addOutputListener(OutputListener listener) {
        supervision.capture().addListener(listener);
    }

    void removeOutputListener(OutputListener listener) {
        supervision.capture().removeListener(listener);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addLaunchContributor(LaunchContributor contributor) {
        supervision.planner().contributors().add(contributor);
    }

    void removeLaunchContributor(LaunchContributor contributor) {
        supervision.planner().contributors().remove(contributor);
    }

    /** Puts a definition in force, in place of an earlier one. */
    void define(String name, ModeDefinitions definitions) {
        supervision.define(name, definitions);
    }

    /** Stops and forgets a process. */
    void undefine(String name) {
        supervision.loop().execute(() -> supervision.reconciler().undefine(name));
    }

    @Override
    public List<ProcessStatus> list() {
        return supervision.registry().all().stream().map(Instance::status).toList();
    }

    @Override
    public Optional<ProcessStatus> status(InstanceId id) {
        return instance(id).map(Instance::status);
    }

    @Override
    public Optional<ProcessDefinition> definition(String process, Mode mode) {
        return supervision.registry().definition(process, mode);
    }

    @Override
    public List<String> processes() {
        return supervision.registry().processes();
    }

    @Override
    public CompletableFuture<ProcessStatus> start(InstanceId id, String by) {
        return commands.start(id, by);
    }

    @Override
    public CompletableFuture<ProcessStatus> stop(InstanceId id, String by) {
        return commands.stop(id, by);
    }

    @Override
    public CompletableFuture<ProcessStatus> restart(InstanceId id, String reason) {
        return commands.restart(id, reason);
    }

    @Override
    public void escalate(InstanceId id, String reason) {
        commands.send(id, instance -> instance.restarts().escalate(reason));
    }

    @Override
    public List<Long> tree(InstanceId id) {
        Worker worker = instance(id).map(Instance::worker).orElse(null);
        if (worker == null) {
            return List.of();
        }
        return ProcessTree.read().members(worker.pid(), worker.runId()).stream()
                .map(Integer::longValue)
                .toList();
    }

    @Override
    public CompletableFuture<Void> stopAll() {
        return supervision.stopAll();
    }

    Supervision supervision() {
        return supervision;
    }

    InstanceCommands commands() {
        return commands;
    }

    Optional<Instance> instance(InstanceId id) {
        return supervision.registry().instance(id);
    }

    LogSink sink(InstanceId id) {
        LogSink sink = supervision.capture().sink(id);
        if (sink == null) {
            throw InstanceCommands.noSuch(id);
        }
        return sink;
    }
}
