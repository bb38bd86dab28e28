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
 * The declared sources of one instance, as a healer may see them. Paths that lead out of them, files that hold secrets
 * and whatever is not a source do not exist here.
 */
public final class SourceFiles implements Workspace {
    static final int LARGEST = 8 << 20;
    private static final int MOST = 4_000;
    private static final int DEEPEST = 24;
    /**
     * What the view is of.
     *
     * @param overlay variables set on top of the definition
     * @param twins other folders in which the same files lie, as in the other mode
     * @param offLimits folders that are nobody's sources
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

    /** The folder all paths are relative to. */
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
                    String path = name(root.relativize(file));
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

    /** The real file behind a path below the sources. */
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
        } catch (IOException | InvalidPathException notThere) {
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
            String plain = name(path.normalize());
            if (file(plain).isPresent()) {
                return Optional.of(plain);
            }
            List<String> named = path.getNameCount() > 1
                    ? List.of()
                    : files().stream().filter(f -> f.endsWith("/" + plain)).toList();
            return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
        } catch (InvalidPathException hostile) {
            return Optional.empty();
        }
    }

    /** The path below the sources of an absolute one, of this folder or of a twin. */
    Optional<String> relative(Path absolute) {
        List<Path> roots = new ArrayList<>(List.of(root, view.definition().directory()));
        roots.addAll(view.twins());
        Path normal = absolute.normalize();
        return roots.stream()
                .filter(normal::startsWith)
                .map(r -> name(r.relativize(normal)))
                .filter(p -> file(p).isPresent())
                .findFirst();
    }

    private static String name(Path relative) {
        return relative.toString().replace('\\', '/');
    }

    /** All variables as the instance gets them, secrets too: for running a command, never for showing. */
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
