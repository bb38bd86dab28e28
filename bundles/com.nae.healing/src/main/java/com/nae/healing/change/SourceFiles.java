package com.nae.healing.change;

import com.nae.api.healing.SourceInspector;
import com.nae.api.healing.SourceInspectorFactory;
import com.nae.api.healing.Workspace;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition;
import com.nae.healing.record.SecretMasker;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The read-only view of the declared sources of one instance, which healers get. Paths that lead out of the sources,
 * files that hold secrets and files that are no sources are absent from it.
 */
public final class SourceFiles implements Workspace {
    /** The largest file that is read or edited, in bytes. */
    static final int LARGEST = 8 << 20;
    /** The most files that are listed. */
    private static final int MOST = 4_000;
    /** The deepest level of folders that is walked. */
    private static final int DEEPEST = 24;

    /**
     * The instance that is viewed, and what else decides what is visible.
     *
     * @param overlay variables that NAE sets on top of those of the definition
     * @param twins other folders that hold the same files, such as that of the other mode
     * @param offLimits folders that hold no sources of any program, such as those of NAE
     */
    public record View(
            InstanceId instance,
            ProcessDefinition definition,
            Map<String, String> overlay,
            List<Path> twins,
            List<Path> offLimits) {}

    private final View view;
    private final List<SourceInspectorFactory> inspectors;
    private final Path root;
    private final SourceFilter filter;
    private Optional<SourceInspector> inspector;

    public SourceFiles(View view, List<SourceInspectorFactory> inspectors) throws IOException {
        this.view = view;
        this.inspectors = inspectors;
        root = view.definition().directory().toRealPath();
        filter = new SourceFilter(root, view.definition().healing().sources(), view.offLimits());
    }

    /** The folder to which all paths are relative. Symbolic links in it are resolved. */
    public Path root() {
        return root;
    }

    @Override
    public InstanceId instance() {
        return view.instance();
    }

    @Override
    public ProcessDefinition definition() {
        return view.definition();
    }

    @Override
    public List<String> files() {
        List<String> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), DEEPEST, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return folder.equals(root) || filter.isOpen(folder)
                            ? FileVisitResult.CONTINUE
                            : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String path = slashed(root.relativize(file));
                    if (file(path).isPresent()) {
                        found.add(path);
                    }
                    return found.size() < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException unreadable) {
            return List.of();
        }
        found.sort(null);
        return found;
    }

    /**
     * Finds the file of a relative path. The path and the target of its symbolic links must both be sources: a link
     * must neither lead out of the folder nor give a secret another name.
     */
    Optional<Path> file(String path) {
        try {
            Path relative = Path.of(path);
            if (relative.isAbsolute() || !relative.normalize().equals(relative) || relative.startsWith("..")) {
                return Optional.empty();
            }
            Path real = root.resolve(relative).toRealPath();
            boolean inside =
                    real.startsWith(root) && filter.isSource(root.relativize(real)) && filter.isSource(relative);
            return inside && Files.isRegularFile(real) ? Optional.of(real) : Optional.empty();
        } catch (IOException | InvalidPathException missing) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<byte[]> read(String path) {
        try {
            Optional<Path> file = file(path);
            return file.isPresent() && Files.size(file.get()) <= LARGEST
                    ? Optional.of(Files.readAllBytes(file.get()))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> resolve(String printed) {
        try {
            Path path = Path.of(printed);
            if (path.isAbsolute()) {
                return relative(path);
            }
            String relative = slashed(path.normalize());
            if (file(relative).isPresent()) {
                return Optional.of(relative);
            }
            List<String> sameName = path.getNameCount() > 1
                    ? List.of()
                    : files().stream().filter(f -> f.endsWith("/" + relative)).toList();
            return sameName.size() == 1 ? Optional.of(sameName.get(0)) : Optional.empty();
        } catch (InvalidPathException malformed) {
            return Optional.empty();
        }
    }

    /** Converts an absolute path, in this folder or in a twin, to one relative to the sources. */
    Optional<String> relative(Path absolute) {
        List<Path> roots = new ArrayList<>(List.of(root, view.definition().directory()));
        roots.addAll(view.twins());
        Path normal = absolute.normalize();
        return roots.stream()
                .filter(normal::startsWith)
                .map(r -> slashed(r.relativize(normal)))
                .filter(p -> file(p).isPresent())
                .findFirst();
    }

    private static String slashed(Path relative) {
        return relative.toString().replace('\\', '/');
    }

    /** All variables of the instance, including secrets. They are for running a command and must never be shown. */
    Map<String, String> variables() {
        Map<String, String> all = new TreeMap<>();
        for (String base : List.of("PATH", "HOME", "LANG")) {
            Optional.ofNullable(System.getenv(base)).ifPresent(value -> all.put(base, value));
        }
        all.put("NAE_MODE", view.definition().mode().word());
        all.put("NAE_PROCESS", view.definition().name());
        all.putAll(view.definition().environment());
        all.putAll(view.overlay());
        return all;
    }

    @Override
    public Set<String> environmentNames() {
        return variables().keySet();
    }

    @Override
    public Optional<String> environment(String name) {
        return SecretMasker.named(name)
                ? Optional.empty()
                : Optional.ofNullable(variables().get(name));
    }

    @Override
    public synchronized Optional<SourceInspector> inspector() {
        if (inspector == null) {
            inspector = inspectors.stream()
                    .map(i -> i.open(this))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        return inspector;
    }
}
