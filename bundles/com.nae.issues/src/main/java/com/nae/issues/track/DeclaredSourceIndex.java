package com.nae.issues.track;

import com.nae.api.issue.SourceIndex;
import com.nae.api.process.ProcessDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The source files of a worker, as its definition declares them: folders or globs below its directory. Answers are
 * cached for 30 seconds. Used by one thread.
 */
final class DeclaredSourceIndex implements SourceIndex {
    private static final int MAX_FILES = 300;
    private static final long MAX_FILE_BYTES = 512 << 10;
    private static final int MAX_ANSWERS = 64;
    private static final long ANSWER_MILLIS = 30_000;

    private record Answer(boolean defined, long until) {}

    private final Supplier<List<ProcessDefinition>> definitions;
    private final Map<String, Answer> answers = new LinkedHashMap<>();

    /**
     * @param definitions the definition of the worker's own mode first, then that of the other mode: a trace may name
     *     files of either
     */
    DeclaredSourceIndex(Supplier<List<ProcessDefinition>> definitions) {
        this.definitions = definitions;
    }

    @Override
    public boolean holds(String file) {
        List<ProcessDefinition> current = definitions.get();
        return current.isEmpty()
                || current.stream()
                        .anyMatch(d -> relativeTo(d, file)
                                .filter(path -> isDeclared(d, path))
                                .isPresent());
    }

    @Override
    public String relative(String file) {
        return definitions.get().stream()
                .map(d -> relativeTo(d, file))
                .flatMap(Optional::stream)
                .findFirst()
                .map(p -> p.toString().replace('\\', '/'))
                .orElse(file);
    }

    /**
     * Returns the path relative to the directory of the worker, which a trace may also name through a symbolic link.
     */
    private static Optional<Path> relativeTo(ProcessDefinition definition, String file) {
        try {
            Path root = definition.directory().normalize();
            Path path = root.resolve(file).normalize();
            return path.startsWith(root) ? Optional.of(root.relativize(path)) : relativeTo(root.toRealPath(), path);
        } catch (InvalidPathException | IOException missing) {
            return Optional.empty();
        }
    }

    private static Optional<Path> relativeTo(Path realRoot, Path path) {
        return path.startsWith(realRoot) ? Optional.of(realRoot.relativize(path)) : Optional.empty();
    }

    private static boolean isDeclared(ProcessDefinition definition, Path path) {
        return definition.healing().sources().stream().anyMatch(source -> {
            boolean glob = source.indexOf('*') >= 0 || source.indexOf('?') >= 0 || source.indexOf('{') >= 0;
            Path folder = glob ? Path.of("") : Path.of(source).normalize();
            return glob
                    ? FileSystems.getDefault().getPathMatcher("glob:" + source).matches(path)
                    : folder.toString().isEmpty() || path.startsWith(folder);
        });
    }

    @Override
    public boolean defines(String name) {
        long now = System.nanoTime() / 1_000_000;
        Answer answer = answers.get(name);
        if (answer == null || answer.until() < now) {
            answers.remove(name);
            if (answers.size() == MAX_ANSWERS) {
                answers.remove(answers.keySet().iterator().next());
            }
            answer = new Answer(search(name), now + ANSWER_MILLIS);
            answers.put(name, answer);
        }
        return answer.defined();
    }

    /** Reads the sources. The limits on depth, files and size bound the time it takes on the detection thread. */
    private boolean search(String name) {
        Optional<Path> root = definitions.get().stream()
                .findFirst()
                .map(ProcessDefinition::directory)
                .filter(Files::isDirectory);
        if (root.isEmpty() || name.length() < 2 || name.length() > 80) {
            return false;
        }
        Search search = new Search(name);
        try {
            Files.walkFileTree(root.get(), java.util.Set.of(), 8, search);
        } catch (IOException unreadable) {
            return false;
        }
        return search.found;
    }

    /** Searches Python files for {@code def name}, {@code class name} or {@code name =} at the beginning of a line. */
    private static final class Search extends SimpleFileVisitor<Path> {
        private final String name;
        private int files;
        private boolean found;

        Search(String name) {
            this.name = name;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            String folder = String.valueOf(dir.getFileName());
            boolean installed = folder.equals("site-packages")
                    || folder.equals("node_modules")
                    || folder.equals("__pycache__")
                    || folder.startsWith(".");
            return installed ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (file.toString().endsWith(".py") && attributes.isRegularFile() && attributes.size() <= MAX_FILE_BYTES) {
                files++;
                String text = "\n" + Files.readString(file, StandardCharsets.ISO_8859_1);
                found = text.contains("\ndef " + name + "(")
                        || text.contains("\nclass " + name + "(")
                        || text.contains("\nclass " + name + ":")
                        || text.contains("\n" + name + " =")
                        || text.contains("\n" + name + ":")
                        || text.contains("\nasync def " + name + "(");
            }
            return found || files >= MAX_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
