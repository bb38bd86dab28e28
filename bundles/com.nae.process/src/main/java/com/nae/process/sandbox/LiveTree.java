package com.nae.process.sandbox;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of a live directory belongs into its copy: everything but version control, byte code, sockets, pipes, and links
 * that lead out.
 *
 * @param files regular files, relative to the root
 * @param links symbolic links and what each is to point to in the copy; installed packages are linked, not copied
 * @param folders directories, the root as the empty path included
 */
record LiveTree(Map<Path, BasicFileAttributes> files, Map<Path, Path> links, Set<Path> folders) {
    private static final Logger LOG = LoggerFactory.getLogger(LiveTree.class);
    private static final Set<String> LEFT_OUT = Set.of(".git", "__pycache__");
    private static final Set<String> LINKED = Set.of("node_modules", ".venv", "venv");
    private static final String BYTE_CODE = ".pyc";

    /** @param bounds how much a tree may hold */
    static LiveTree of(Path root, Bounds bounds) throws IOException {
        var tree = new LiveTree(new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
        Files.walkFileTree(root, tree.visitor(root, root.toRealPath(), bounds));
        return tree;
    }

    boolean contains(Path path) {
        return files.containsKey(path) || links.containsKey(path);
    }

    /** The most that is copied. */
    record Bounds(long bytes, int files) {
        private void hold(Path root, long size, int count) throws IOException {
            if (size > bytes || count > files) {
                throw new IOException(root + " holds more than " + (bytes >> 20) + " MB or " + files
                        + " files, too much for a private copy: "
                        + "set sandbox.directory, or directory to a smaller folder");
            }
        }
    }

    private FileVisitor<Path> visitor(Path root, Path realRoot, Bounds bounds) {
        return new SimpleFileVisitor<>() {
            private long size;

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = String.valueOf(folder.getFileName());
                if (!folder.equals(root) && LEFT_OUT.contains(name)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (!folder.equals(root) && LINKED.contains(name)) {
                    links.put(root.relativize(folder), folder);
                    return FileVisitResult.SKIP_SUBTREE;
                }
                folders.add(root.relativize(folder));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = file.getFileName().toString();
                if (attributes.isSymbolicLink()) {
                    inside(file, root, realRoot)
                            .ifPresentOrElse(
                                    target -> links.put(root.relativize(file), target),
                                    () -> LOG.info(
                                            "{} leads out of {} and is left out of the sandbox's copy", file, root));
                } else if (attributes.isRegularFile() && !name.endsWith(BYTE_CODE) && !LEFT_OUT.contains(name)) {
                    size += attributes.size();
                    files.put(root.relativize(file), attributes);
                }
                bounds.hold(root, size, files.size() + links.size());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException && !file.equals(root)) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        };
    }

    /**
     * Where a link is to point in the copy, relative, so that it never reaches back into live; empty where it leads
     * out.
     */
    private static Optional<Path> inside(Path link, Path root, Path realRoot) throws IOException {
        Path target = Files.readSymbolicLink(link);
        Path folder = link.getParent();
        Path led = folder.resolve(target).normalize();
        if (Files.exists(link) && !link.toRealPath().startsWith(realRoot)
                || Files.exists(led, LinkOption.NOFOLLOW_LINKS) && !led.startsWith(root) && !led.startsWith(realRoot)) {
            return Optional.empty();
        }
        if (led.startsWith(root)) {
            return Optional.of(target.isAbsolute() ? folder.relativize(led) : target);
        }
        return led.startsWith(realRoot)
                ? Optional.of(folder.relativize(root.resolve(realRoot.relativize(led))))
                : Optional.empty();
    }
}
