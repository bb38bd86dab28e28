package com.nae.issues.track;

import com.nae.api.process.InstanceId;
import com.nae.api.process.LogPosition;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessStatus;
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
 * The streams of all instances of the process manager in use: each begins where its log was read to. Changed by the
 * detecting thread alone.
 */
final class InstanceStreams {
    private final IssueJournal journal;
    private final Supplier<StackFormats> stackFormats;
    private final InstanceStream.FaultListener faults;
    private final Map<InstanceId, InstanceStream> streams = new ConcurrentHashMap<>();
    /** Instances that the manager in use has had. */
    private final Set<InstanceId> seen = new HashSet<>();

    private final Map<String, LineGroups> groups = new HashMap<>();
    private Optional<ProcessManager> manager = Optional.empty();

    InstanceStreams(IssueJournal journal, Supplier<StackFormats> stackFormats, InstanceStream.FaultListener faults) {
        this.journal = journal;
        this.stackFormats = stackFormats;
        this.faults = faults;
    }

    Optional<ProcessManager> manager() {
        return manager;
    }

    /** Goes over to another process manager, or to none; reading goes on where it stood. */
    void use(Optional<ProcessManager> manager) {
        close();
        this.manager = manager;
        seen.clear();
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
            seen.add(id);
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

    /** Whether the program runs again: a trace that is half there may be one of the new run. */
    boolean hasRestarted(ProcessEvent event) {
        return manager.flatMap(present -> present.status(event.id()))
                .filter(status -> status.pid().isPresent())
                .flatMap(ProcessStatus::started)
                .filter(started -> started.isAfter(event.at()))
                .isPresent();
    }

    /** Of its own mode first. */
    private List<ProcessDefinition> definitions(InstanceId id) {
        return Stream.of(id.mode(), id.mode() == Mode.LIVE ? Mode.SANDBOX : Mode.LIVE)
                .flatMap(mode -> manager.flatMap(p -> p.definition(id.process(), mode)).stream())
                .toList();
    }

    /** How far each is to be read again from. */
    Map<InstanceId, LogPosition> positions() {
        Map<InstanceId, LogPosition> positions = new HashMap<>();
        streams.forEach((id, stream) -> positions.put(id, stream.restartPosition()));
        return positions;
    }

    /**
     * Forgets instances which this manager has had and has no more; after a start those that are still to come are not
     * gone. How far each was read stays known: should it come back, what its log says already is not told again.
     */
    void forgetUndefined(Consumer<InstanceId> forgotten) {
        Set<InstanceId> known = manager.map(
                        p -> p.list().stream().map(ProcessStatus::id).collect(Collectors.toSet()))
                .orElse(Set.of());
        seen.addAll(known);
        seen.stream().filter(id -> !known.contains(id)).toList().forEach(id -> {
            seen.remove(id);
            find(id).ifPresent(InstanceStream::close);
            streams.remove(id);
            forgotten.accept(id);
        });
    }

    void close() {
        streams.values().forEach(InstanceStream::close);
    }
}
