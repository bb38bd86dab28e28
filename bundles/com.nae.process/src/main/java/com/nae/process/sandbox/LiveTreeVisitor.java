package com.nae.process.sandbox;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Walks a live directory and adds to its tree what belongs into the copy. */
final class LiveTreeVisitor extends SimpleFileVisitor<Path> {
    private static final Logger LOG = LoggerFactory.getLogger(LiveTreeVisitor.class);
    private static final Set<String> LEFT_OUT = Set.of(".git", "__pycache__");
    /** Installed packages: large, and not edited. */
    private static final Set<String> LINKED = Set.of("node_modules", ".venv", "venv");

    private static final String BYTE_CODE = ".pyc";

    private final Path root;
    private final Path realRoot;
    private final LiveTree tree;
    private final LiveTree.Bounds bounds;
    private long size;

    LiveTreeVisitor(Path root, LiveTree tree, LiveTree.Bounds bounds) throws IOException {
        this.root = root;
        this.realRoot = root.toRealPath();
        this.tree = tree;
        this.bounds = bounds;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        String name = String.valueOf(folder.getFileName());
        if (!folder.equals(root) && LEFT_OUT.contains(name)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        if (!folder.equals(root) && LINKED.contains(name)) {
            tree.links().put(root.relativize(folder), folder);
            return FileVisitResult.SKIP_SUBTREE;
        }
        tree.folders().add(root.relativize(folder));
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        String name = file.getFileName().toString();
        if (attributes.isSymbolicLink()) {
            addLink(file);
        } else if (attributes.isRegularFile() && !name.endsWith(BYTE_CODE) && !LEFT_OUT.contains(name)) {
            size += attributes.size();
            tree.files().put(root.relativize(file), attributes);
        }
        bounds.check(root, size, tree.files().size() + tree.links().size());
        return FileVisitResult.CONTINUE;
    }

    /** A file that was deleted during the walk does not matter; a directory that cannot be read does. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (e instanceof NoSuchFileException && !file.equals(root)) {
            return FileVisitResult.CONTINUE;
        }
        throw e;
    }

    private void addLink(Path link) throws IOException {
        Optional<Path> target = targetInCopy(link);
        if (target.isPresent()) {
            tree.links().put(root.relativize(link), target.get());
        } else {
            LOG.info("{} leads out of {} and is left out of the sandbox's copy", link, root);
        }
    }

    /**
     * Where a link points to in the copy, relative, so that it never leads back into live; empty where it leads out.
     */
    private Optional<Path> targetInCopy(Path link) throws IOException {
        Path written = Files.readSymbolicLink(link);
        Path folder = link.getParent();
        Path target = folder.resolve(written).normalize();
        if (leadsOut(link, target)) {
            return Optional.empty();
        }
        if (target.startsWith(root)) {
            return Optional.of(written.isAbsolute() ? folder.relativize(target) : written);
        }
        if (target.startsWith(realRoot)) {
            return Optional.of(folder.relativize(root.resolve(realRoot.relativize(target))));
        }
        return Optional.empty();
    }

    /** Both the real end of a chain of links and the next step have to lie inside. */
    private boolean leadsOut(Path link, Path target) throws IOException {
        boolean endLeadsOut = Files.exists(link) && !link.toRealPath().startsWith(realRoot);
        boolean stepLeadsOut = Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                && !target.startsWith(root)
                && !target.startsWith(realRoot);
        return endLeadsOut || stepLeadsOut;
    }
}
