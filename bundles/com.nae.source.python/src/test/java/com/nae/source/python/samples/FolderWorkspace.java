package com.nae.source.python.samples;

import com.nae.api.healing.SourceInspector;
import com.nae.api.healing.SourceInspectorFactory;
import com.nae.api.healing.Workspace;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** A workspace over a folder, all of it being sources. */
public final class FolderWorkspace implements Workspace {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final ProcessDefinition.Identity INHERITED = new ProcessDefinition.Identity(
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
    private static final ProcessDefinition.Restart RESTART = new ProcessDefinition.Restart(
            ProcessDefinition.Policy.ALWAYS, Set.of(0), Set.of(125), SECOND, 3, SECOND, SECOND, SECOND, SECOND);

    private final Path root;
    private final List<String> command;
    private final Map<String, String> environment;
    private final SourceInspectorFactory inspectors;

    public FolderWorkspace(
            Path root, List<String> command, Map<String, String> environment, SourceInspectorFactory inspectors) {
        this.root = root;
        this.command = command;
        this.environment = environment;
        this.inspectors = inspectors;
    }

    @Override
    public InstanceId instance() {
        return new InstanceId("sample", Mode.SANDBOX, 0);
    }

    @Override
    public ProcessDefinition definition() {
        return new ProcessDefinition(
                "sample",
                Mode.SANDBOX,
                new ProcessDefinition.Execution(command, root, environment, INHERITED, false),
                RESTART,
                new ProcessDefinition.Stop("TERM", SECOND),
                new ProcessDefinition.Start(
                        new ProcessDefinition.Schedule(Optional.empty(), Optional.empty()), List.of(), 1, true, false),
                new ProcessDefinition.Probes(Optional.empty(), Optional.empty()),
                new ProcessDefinition.Limits(OptionalLong.empty(), Optional.empty(), Optional.empty()),
                new ProcessDefinition.Log(1, 1, false),
                new ProcessDefinition.Healing(ProcessDefinition.Autonomy.AUTO, Map.of(), List.of("."), List.of()),
                new ProcessDefinition.Evidence(false),
                List.of());
    }

    @Override
    public List<String> files() {
        try (var all = Files.walk(root)) {
            return all.filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS))
                    .map(p -> root.relativize(p).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<byte[]> read(String path) {
        try {
            return files().contains(path) ? Optional.of(Files.readAllBytes(root.resolve(path))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> resolve(String printed) {
        Path path = root.resolve(printed).normalize();
        return path.startsWith(root)
                ? Optional.of(root.relativize(path).toString()).filter(files()::contains)
                : Optional.empty();
    }

    @Override
    public Set<String> environmentNames() {
        return environment.keySet();
    }

    @Override
    public Optional<String> environment(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    @Override
    public Optional<SourceInspector> inspector() {
        return inspectors.open(this);
    }
}
