package com.nae.healing.change;

import com.nae.api.healing.Change;
import com.nae.api.healing.SourceInspector;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The check of a fix before it is applied. It compiles the edited files in memory, and runs the {@code verify} command
 * of the program on a throw-away copy.
 */
public final class Rehearsal {
    /** Folders that are large and can be rebuilt, so the copy does not need them. */
    private static final Set<String> LEFT_OUT =
            Set.of(".git", "__pycache__", "node_modules", ".venv", "venv", ".tox", ".mypy_cache", ".pytest_cache");
    /** The largest copy, in bytes. */
    private static final long LARGEST = 512L << 20;

    private final Path folder;
    private final ChangeGuard guard;
    private final CommandRunner commands;

    /** @param folder the folder in which copies are made and removed */
    public Rehearsal(Path folder, ChangeGuard guard, CommandRunner commands) {
        this.folder = folder;
        this.guard = guard;
        this.commands = commands;
    }

    /** Checks that the files of a fix still compile, in memory. @throws RefusedException with the first error */
    public void compile(SourceFiles sources, List<Change> changes) throws RefusedException, IOException {
        for (Change change : changes) {
            guard.check(change, sources);
            if (change instanceof Change.EditFile edit) {
                byte[] after = ByteEdits.apply(
                        sources.read(edit.path()).orElseThrow(() -> new RefusedException(edit.path() + " is gone")),
                        edit.edits());
                fault(sources, edit.path(), after);
            }
        }
    }

    private static void fault(SourceFiles sources, String path, byte[] after) throws RefusedException {
        Optional<SourceInspector> inspector = path.endsWith(".py") ? sources.inspector() : Optional.empty();
        Optional<String> fault = inspector.flatMap(i -> i.syntaxError(after));
        if (fault.isPresent()) {
            throw new RefusedException(path + " would no longer compile: " + fault.get());
        }
    }

    /**
     * Runs the {@code verify} command, where the definition has one, on a copy with the fix.
     *
     * @param fix id of the fix, which names the copy
     * @param viewOf gives the sources of the copy
     * @throws RefusedException if the command fails or takes too long
     */
    public void verify(String fix, SourceFiles sources, List<Change> changes, Function<Path, SourceFiles> viewOf)
            throws RefusedException, IOException {
        if (sources.definition().healing().verify().isEmpty()) {
            return;
        }
        Path copy = folder.resolve(fix);
        try {
            copy(sources.root(), copy);
            for (Change change : changes) {
                if (change instanceof Change.EditFile edit) {
                    Path file = copy.resolve(edit.path());
                    Files.write(file, ByteEdits.apply(Files.readAllBytes(file), edit.edits()));
                }
            }
            commands.verify(viewOf.apply(copy));
        } finally {
            remove(copy);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        long[] size = {0};
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path source, BasicFileAttributes attributes) throws IOException {
                if (LEFT_OUT.contains(String.valueOf(source.getFileName()))
                        || to.startsWith(source) && !source.equals(from)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(source).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                size[0] += attributes.size();
                if (size[0] > LARGEST) {
                    throw new IOException("the program's folder is too large to rehearse in a copy");
                }
                if (attributes.isRegularFile() || attributes.isSymbolicLink()) {
                    Files.copy(
                            file,
                            to.resolve(from.relativize(file).toString()),
                            StandardCopyOption.COPY_ATTRIBUTES,
                            java.nio.file.LinkOption.NOFOLLOW_LINKS);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path done, IOException failed) throws IOException {
                Files.delete(done);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
