package com.nae.issues.track;

import com.nae.api.output.LogPosition;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessStatus;
import com.nae.issues.LoggedProcesses;
import com.nae.issues.StackFormats;
import com.nae.issues.group.LineGroups;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The streams of all instances of the current process manager. Each starts at the position stored in the journal.
 * Changed by the detection thread alone.
 */
final class InstanceStreams {
    private final IssueJournal journal;
    private final Supplier<StackFormats> stackFormats;
    private final InstanceStream.FaultListener faults;
    private final Map<InstanceId, InstanceStream> streams = new ConcurrentHashMap<>();
    /** The instances that the current manager has listed so far. */
    private final Set<InstanceId> listed = new HashSet<>();

    private final Map<String, LineGroups> groups = new HashMap<>();
    private Optional<LoggedProcesses> manager = Optional.empty();

    InstanceStreams(IssueJournal journal, Supplier<StackFormats> stackFormats, InstanceStream.FaultListener faults) {
        this.journal = journal;
        this.stackFormats = stackFormats;
        this.faults = faults;
    }

    Optional<LoggedProcesses> manager() {
        return manager;
    }

    /** Switches to another process manager, or to none. Reading continues at the same positions. */
    void use(Optional<LoggedProcesses> manager) {
        close();
        this.manager = manager;
        listed.clear();
    }

    Collection<InstanceStream> all() {
        return streams.values();
    }

    Optional<InstanceStream> find(InstanceId id) {
        return Optional.ofNullable(streams.get(id));
    }

    InstanceStream stream(InstanceId id) {
        return streams.computeIfAbsent(id, this::begin);
    }

    /** @throws java.util.NoSuchElementException if there is no such instance, or no manager */
    InstanceStream openStream(InstanceId id) {
        InstanceStream stream = stream(id);
        if (!stream.isOpen()) {
            stream.open(manager.orElseThrow().log(id, stream.position()));
            listed.add(id);
        }
        return stream;
    }

    private InstanceStream begin(InstanceId id) {
        DeclaredSourceIndex sources = new DeclaredSourceIndex(() -> definitions(id));
        LogPosition from = journal.cursor(id).orElse(new LogPosition(0, 0));
        return new InstanceStream(
                id,
                from,
                new InstanceStream.Context(
                        stackFormats, sources, groups.computeIfAbsent(id.process(), p -> new LineGroups())),
                faults);
    }

    Optional<ProcessDefinition> definition(InstanceId id) {
        return manager.flatMap(p -> p.definition(id.process(), id.mode()));
    }

    /** Returns whether the program runs again. An incomplete trace may then belong to the new run. */
    boolean hasRestarted(ProcessEvent event) {
        return manager.flatMap(present -> present.status(event.id()))
                .filter(status -> status.pid().isPresent())
                .flatMap(ProcessStatus::started)
                .filter(started -> started.isAfter(event.at()))
                .isPresent();
    }

    /** Returns the definitions of the process, that of the instance's own mode first. */
    private List<ProcessDefinition> definitions(InstanceId id) {
        return Stream.of(id.mode(), id.mode() == Mode.LIVE ? Mode.SANDBOX : Mode.LIVE)
                .flatMap(mode -> manager.flatMap(p -> p.definition(id.process(), mode)).stream())
                .toList();
    }

    /** Returns the position of each instance from which it is read again after a restart. */
    Map<InstanceId, LogPosition> positions() {
        Map<InstanceId, LogPosition> positions = new HashMap<>();
        streams.forEach((id, stream) -> positions.put(id, stream.restartPosition()));
        return positions;
    }

    /**
     * Removes the instances that this manager has listed and lists no more. Right after a start, instances that the
     * manager does not list yet are kept.
     *
     * <p>The journal keeps their positions: if an instance comes back, errors already in its log are not reported
     * again.
     */
    void forgetUndefined(Consumer<InstanceId> forgotten) {
        Set<InstanceId> current = manager.map(
                        p -> p.list().stream().map(ProcessStatus::id).collect(Collectors.toSet()))
                .orElse(Set.of());
        listed.addAll(current);
        listed.stream().filter(id -> !current.contains(id)).toList().forEach(id -> {
            listed.remove(id);
            find(id).ifPresent(InstanceStream::close);
            streams.remove(id);
            forgotten.accept(id);
        });
    }

    void close() {
        streams.values().forEach(InstanceStream::close);
    }
}
