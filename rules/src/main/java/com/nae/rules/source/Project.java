package com.nae.rules.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The source tree that the rules are about: its Java files, parsed once, and the names of all others. */
public final class Project {
    /** What builds, editors and version control leave behind. */
    private static final Set<String> SKIPPED = Set.of("target", ".git", ".idea", "node_modules", "__pycache__");
    /** What a runtime that was started on the project itself leaves behind. */
    private static final Set<Path> HOME = Set.of(Path.of("logs"), Path.of("data"));

    private final Path root;
    private final List<Path> files;
    private final List<JavaSource> sources;

    private Project(Path root, List<Path> files, List<JavaSource> sources) {
        this.root = root;
        this.files = files;
        this.sources = sources;
    }

    /** The project that lies in a folder. */
    public static Project at(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        List<Path> files = walk(root);
        return new Project(
                root,
                files,
                JavaParser.parse(root, files.stream().filter(Project::compiled).toList()));
    }

    /** A project of sources that need not lie in any folder, with the other files that do lie in one. */
    public static Project of(Path folder, JavaSource... sources) {
        return new Project(folder, walk(folder), List.of(sources));
    }

    public Path root() {
        return root;
    }

    /** Every file that may be under version control, relative to the root, sorted. */
    public List<Path> files() {
        return files;
    }

    /** Every Java file that is compiled: samples among the resources are not. */
    public List<JavaSource> sources() {
        return sources;
    }

    /** The Java files that ship. */
    public Stream<JavaSource> mainSources() {
        return sources.stream().filter(JavaSource::main);
    }

    /** The text of a file; bytes that are not UTF-8 do not hinder. */
    public String text(Path file) {
        try {
            return new String(Files.readAllBytes(root.resolve(file)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    public boolean exists(Path file) {
        return Files.exists(root.resolve(file));
    }

    private static boolean compiled(Path file) {
        String path = "/" + file.toString().replace('\\', '/');
        return path.endsWith(".java") && (path.contains("/src/main/java/") || path.contains("/src/test/java/"));
    }

    private static List<Path> walk(Path root) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return !folder.equals(root) && skipped(folder)
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (!skipped(file)) {
                        found.add(root.relativize(file));
                    }
                    return FileVisitResult.CONTINUE;
                }

                private boolean skipped(Path path) {
                    return SKIPPED.contains(path.getFileName().toString()) || HOME.contains(root.relativize(path));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(root + " cannot be read", e);
        }
        return found.stream().sorted().toList();
    }
}
