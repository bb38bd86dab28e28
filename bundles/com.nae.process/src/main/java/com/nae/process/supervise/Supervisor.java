package com.nae.process.supervise;

import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.LaunchSpec;
import com.nae.api.process.LogPosition;
import com.nae.api.process.LogReader;
import com.nae.api.process.Mode;
import com.nae.api.process.OutputListener;
import com.nae.api.process.ProbeKind;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessListener;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessStatus;
import com.nae.api.process.Tuning;
import com.nae.process.capture.FileLogReader;
import com.nae.process.capture.LogSink;
import com.nae.process.capture.TailPosition;
import com.nae.process.definition.ModeDefinitions;
import com.nae.process.instance.Instance;
import com.nae.process.launch.Worker;
import com.nae.process.posix.ProcessTree;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
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
        supervision = new Supervision(home, clock);
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
    public boolean spend(InstanceId id, String what) {
        return commands.spend(id, what);
    }

    @Override
    public void hold(InstanceId id, String reason) {
        commands.send(id, instance -> instance.restarts().hold(reason));
    }

    @Override
    public void release(InstanceId id) {
        commands.send(id, instance -> instance.restarts().release());
    }

    @Override
    public void escalate(InstanceId id, String reason) {
        commands.send(id, instance -> instance.restarts().escalate(reason));
    }

    @Override
    public void overlay(String process, Mode mode, Map<String, String> environment) {
        supervision.overlays().put(process, mode, environment);
    }

    @Override
    public Map<String, String> overlay(String process, Mode mode) {
        return supervision.overlays().of(process, mode);
    }

    @Override
    public boolean tune(String process, Mode mode, Tuning tuning) {
        boolean known = definition(process, mode).isPresent();
        supervision.loop().execute(() -> supervision.reconciler().tune(process, mode, tuning));
        return known;
    }

    @Override
    public Tuning tuning(String process, Mode mode) {
        return supervision.runtime().tunings().of(process, mode);
    }

    @Override
    public void reportProbe(InstanceId id, ProbeKind kind, boolean passed, String detail) {
        commands.send(id, instance -> instance.probed(kind, passed, detail));
    }

    @Override
    public LogReader log(InstanceId id, LogPosition from) {
        return new FileLogReader(sink(id), from);
    }

    @Override
    public LogReader tail(InstanceId id, int lines) {
        LogSink sink = sink(id);
        return new FileLogReader(sink, TailPosition.of(sink, lines));
    }

    @Override
    public Optional<LogPosition> logStart(InstanceId id) {
        return instance(id).flatMap(Instance::logStart);
    }

    @Override
    public long droppedBytes() {
        return supervision.capture().droppedBytes();
    }

    @Override
    public LaunchSpec launch(InstanceId id, List<String> command) throws IOException {
        ProcessDefinition definition =
                definition(id.process(), id.mode()).orElseThrow(() -> new IOException("there is no " + id));
        return supervision.planner().launchSpec(id, definition, command);
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

    private Optional<Instance> instance(InstanceId id) {
        return supervision.registry().instance(id);
    }

    private LogSink sink(InstanceId id) {
        LogSink sink = supervision.capture().sink(id);
        if (sink == null) {
            throw InstanceCommands.noSuch(id);
        }
        return sink;
    }
}
