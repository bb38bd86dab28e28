package com.nae.health;

import com.nae.api.output.LogPosition;
import com.nae.api.output.LogReader;
import com.nae.api.output.ProcessOutput;
import com.nae.api.process.ExitStatus;
import com.nae.api.process.InstanceId;
import com.nae.api.process.LaunchSpec;
import com.nae.api.process.Mode;
import com.nae.api.process.ProbeKind;
import com.nae.api.process.ProbeSupport;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.api.process.ProcessTuning;
import com.nae.api.process.RestartBudget;
import com.nae.api.process.Tuning;
import com.nae.health.probe.ProbedProcesses;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A process manager that runs nothing. Tests set the status of its instances and read the calls to it. */
public final class FakeProcessManager
        implements ProcessManager, ProcessOutput, ProcessTuning, RestartBudget, ProbeSupport {
    public final Map<InstanceId, ProcessStatus> statuses = new TreeMap<>();
    public final Map<String, ProcessDefinition> definitions = new TreeMap<>();
    public final List<String> calls = new ArrayList<>();
    public final StringBuilder output = new StringBuilder();
    public long logStart;
    public int budget = 100;
    public Tuning tuning = Tuning.NONE;

    /** Sets the status of an instance; one that runs is ready. */
    public ProcessStatus put(String id, ProcessState state, long pid, Instant started) {
        return put(id, state, pid, started, state == ProcessState.RUNNING);
    }

    /** Sets the status of an instance that runs and is not ready. */
    public ProcessStatus putNotReady(String id, long pid, Instant started) {
        return put(id, ProcessState.RUNNING, pid, started, false);
    }

    private ProcessStatus put(String id, ProcessState state, long pid, Instant started, boolean ready) {
        int restarts = status(InstanceId.parse(id))
                .map(before -> before.restarts() + (pid != 0 && before.pid().orElse(0) != pid ? 1 : 0))
                .orElse(0);
        ProcessStatus status = new ProcessStatus(
                InstanceId.parse(id),
                state,
                "",
                started,
                pid == 0 ? OptionalLong.empty() : OptionalLong.of(pid),
                Optional.of(started),
                restarts,
                Optional.<ExitStatus>empty(),
                false,
                ready,
                Optional.empty());
        statuses.put(status.id(), status);
        return status;
    }

    public void define(ProcessDefinition definition) {
        definitions.put(definition.name(), definition);
    }

    /** This manager in all the roles that health asks for. */
    public ProbedProcesses roles() {
        return new ProbedProcesses(this, this, this, this, this);
    }

    @Override
    public Tuning tuning(String process, Mode mode) {
        return tuning;
    }

    @Override
    public List<ProcessStatus> list() {
        return List.copyOf(statuses.values());
    }

    @Override
    public Optional<ProcessStatus> status(InstanceId id) {
        return Optional.ofNullable(statuses.get(id));
    }

    @Override
    public Optional<ProcessDefinition> definition(String process, Mode mode) {
        return Optional.ofNullable(definitions.get(process));
    }

    @Override
    public List<String> processes() {
        return List.copyOf(definitions.keySet());
    }

    @Override
    public CompletableFuture<ProcessStatus> start(InstanceId id, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<ProcessStatus> stop(InstanceId id, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<ProcessStatus> restart(InstanceId id, String reason) {
        calls.add("restart " + id + ": " + reason);
        return CompletableFuture.completedFuture(statuses.get(id));
    }

    @Override
    public boolean spend(InstanceId id, String what) {
        return budget-- > 0;
    }

    @Override
    public void escalate(InstanceId id, String reason) {
        calls.add("escalate " + id + ": " + reason);
    }

    @Override
    public void overlay(String process, Mode mode, Map<String, String> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, String> overlay(String process, Mode mode) {
        return Map.of();
    }

    @Override
    public void reportProbe(InstanceId id, ProbeKind kind, boolean passed, String detail) {
        calls.add(id + " " + kind + " " + passed + ": " + detail);
    }

    @Override
    public Optional<LogPosition> logStart(InstanceId id) {
        return Optional.of(new LogPosition(0, logStart));
    }

    @Override
    public LogReader log(InstanceId id, LogPosition from) {
        return new TextReader((int) from.offset());
    }

    @Override
    public LogReader tail(InstanceId id, int lines) {
        return new TextReader(0);
    }

    @Override
    public long droppedBytes() {
        return 0;
    }

    @Override
    public LaunchSpec launch(InstanceId id, List<String> command) {
        return new LaunchSpec(command, System.getenv(), Path.of("").toAbsolutePath());
    }

    @Override
    public boolean tune(String process, Mode mode, Tuning tuning) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Long> tree(InstanceId id) {
        return List.of();
    }

    @Override
    public CompletableFuture<Void> stopAll() {
        return CompletableFuture.completedFuture(null);
    }

    /** Reads {@link #output}. */
    private final class TextReader implements LogReader {
        private int at;

        TextReader(int at) {
            this.at = at;
        }

        @Override
        public int read(ByteBuffer into) {
            byte[] all = output.toString().getBytes(StandardCharsets.UTF_8);
            byte[] some = Arrays.copyOfRange(all, at, Math.min(all.length, at + into.remaining()));
            into.put(some);
            at += some.length;
            return some.length;
        }

        @Override
        public LogPosition position() {
            return new LogPosition(0, at);
        }

        @Override
        public long behind() {
            return output.length() - at;
        }

        @Override
        public long skipToEnd() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
