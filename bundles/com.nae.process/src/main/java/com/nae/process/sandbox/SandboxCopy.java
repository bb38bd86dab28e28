package com.nae.process.sandbox;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process's private copy of its live directory, {@code data/sandbox/<process>/}. A refresh copies again only what
 * changed in live since both were last the same, so an edit on trial in the sandbox stays until live's own file
 * changes; what the program wrote by itself is never touched. A repair that reached live is no trial any more: from
 * {@link #noteLive} on, live's file decides. A crash at any point leaves whole files, and the next refresh completes
 * it. The first copy is made aside and appears in one step: whoever finds the folder finds all files.
 *
 * <p>Absolute paths of the live directory in a command or an environment are not rewritten; relative ones lead into the
 * copy, which is the program's working directory. Not thread-safe for one process.
 */
public final class SandboxCopy {
    private static final LiveTree.Bounds BOUNDS = new LiveTree.Bounds(1L << 30, 100_000);
    private static final String LINK = "->";

    private final Path live;
    private final Path copy;
    private final Path manifestFile;
    /** Outside the copy, where no program sees it. */
    private final Path temporary;

    private final LiveTree.Bounds bounds;
    private int copied;

    /**
     * @param live the directory to copy, {@link com.nae.process.definition.ModeDefinitions#sandboxOrigin()}
     * @param sandbox the folder of all copies, {@code data/sandbox}
     */
    public SandboxCopy(Path live, Path sandbox, String process) {
        this(live, sandbox, process, BOUNDS);
    }

    SandboxCopy(Path live, Path sandbox, String process, LiveTree.Bounds bounds) {
        this.live = live;
        this.copy = sandbox.resolve(process);
        this.manifestFile = sandbox.resolve("." + process + ".manifest");
        this.temporary = sandbox.resolve("." + process + ".tmp");
        this.bounds = bounds;
    }

    /** The same copy, made in another folder. */
    private SandboxCopy(SandboxCopy other, Path aside) {
        this.live = other.live;
        this.copy = aside;
        this.manifestFile = other.manifestFile;
        this.temporary = other.temporary;
        this.bounds = other.bounds;
    }

    /** Whether all files of live were copied once; an older state of them is a program that can run. */
    public boolean isComplete() throws IOException {
        return Files.isDirectory(copy) && CopyManifest.read(manifestFile, live).found();
    }

    /**
     * Makes the copy, or brings it up to date; returns how many files were copied.
     *
     * @throws IOException if live's directory is missing, too large or unreadable; the message is for the operator
     */
    public int refresh() throws IOException {
        if (!Files.isDirectory(live)) {
            throw new IOException(live + " is not there, so that no copy can be made for the sandbox");
        }
        LiveTree tree = LiveTree.of(live, bounds);
        CopyManifest manifest = CopyManifest.read(manifestFile, live);
        if (Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
            update(tree, manifest);
        } else {
            first(tree, manifest);
        }
        Files.deleteIfExists(temporary);
        manifest.write();
        return copied;
    }

    private void first(LiveTree tree, CopyManifest manifest) throws IOException {
        Path aside = manifestFile.resolveSibling("." + copy.getFileName() + ".new");
        FileCopy.removeTree(aside);
        SandboxCopy made = new SandboxCopy(this, aside);
        made.update(tree, manifest);
        Files.move(aside, copy, StandardCopyOption.ATOMIC_MOVE);
        copied = made.copied;
    }

    private void update(LiveTree tree, CopyManifest manifest) throws IOException {
        Files.createDirectories(copy);
        copied = 0;
        delete(tree, manifest);
        folders(tree);
        for (Map.Entry<Path, BasicFileAttributes> file : tree.files().entrySet()) {
            file(file.getKey(), file.getValue(), manifest);
        }
        for (Map.Entry<Path, Path> link : tree.links().entrySet()) {
            link(link.getKey(), link.getValue(), manifest);
        }
        for (Path folder : tree.folders()) {
            FileCopy.copyAttributes(live.resolve(folder), copy.resolve(folder));
        }
    }

    /**
     * Notes for the next refresh which files of live are the same as in the copy again, such as those of a repair that
     * was made in both. If live's file becomes what it was before, the refresh then copies it, whatever its time of
     * modification is. Nothing is copied.
     *
     * @throws IOException if live's directory or the copy cannot be read; the message is for the operator
     */
    public void noteLive() throws IOException {
        if (!Files.exists(manifestFile) || !Files.isDirectory(live)) {
            return;
        }
        CopyManifest manifest = CopyManifest.read(manifestFile, live);
        boolean noted = false;
        for (Map.Entry<Path, BasicFileAttributes> file :
                LiveTree.of(live, bounds).files().entrySet()) {
            noted |= noteLive(file.getKey(), file.getValue(), manifest);
        }
        if (noted) {
            manifest.write();
        }
    }

    private boolean noteLive(Path path, BasicFileAttributes now, CopyManifest manifest) throws IOException {
        Path target = copy.resolve(path);
        Optional<CopyManifest.Entry> before = manifest.get(path);
        if (before.isEmpty() || before.get().looksLike(now) || !Files.isRegularFile(target)) {
            return false;
        }
        String hash = FileCopy.hash(live.resolve(path));
        if (!FileCopy.hash(target).equals(hash)) {
            return false;
        }
        manifest.put(path, new CopyManifest.Entry(now.size(), CopyManifest.nanos(now), hash));
        return true;
    }

    private void delete(LiveTree tree, CopyManifest manifest) throws IOException {
        for (Path path : manifest.paths()) {
            if (!tree.contains(path)) {
                Path target = copy.resolve(path);
                if (stays(target.getParent()) && !Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                    Files.deleteIfExists(target);
                    prune(path.getParent(), tree);
                }
                manifest.remove(path);
            }
        }
    }

    /** Deletes folders that live has no more, as far as nothing of the program's own is in them. */
    private void prune(Path folder, LiveTree tree) throws IOException {
        for (Path f = folder; f != null && !tree.folders().contains(f); f = f.getParent()) {
            try (Stream<Path> content = Files.list(copy.resolve(f))) {
                if (content.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(copy.resolve(f));
        }
    }

    private void folders(LiveTree tree) throws IOException {
        for (Path folder : tree.folders()) {
            Files.createDirectories(copy.resolve(folder));
            inside(copy.resolve(folder));
        }
    }

    private void file(Path path, BasicFileAttributes attributes, CopyManifest manifest) throws IOException {
        Path target = copy.resolve(path);
        Optional<CopyManifest.Entry> before = manifest.get(path);
        boolean there = Files.isRegularFile(target);
        if (there && before.filter(e -> e.looksLike(attributes)).isPresent()) {
            return;
        }
        String hash = FileCopy.hash(live.resolve(path));
        boolean same = there && before.filter(e -> e.content().equals(hash)).isPresent();
        manifest.put(
                path,
                new CopyManifest.Entry(
                        attributes.size(), CopyManifest.nanos(attributes), same ? hash : copyFile(path, target, hash)));
    }

    /**
     * Replaces a file in one step, unless an interrupted refresh has done so already; returns the hash of what is there
     * now.
     */
    private String copyFile(Path path, Path target, String hash) throws IOException {
        if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && FileCopy.hash(target).equals(hash)) {
            return hash;
        }
        inside(target.getParent());
        try {
            String now = FileCopy.replace(target, live.resolve(path), temporary);
            copied++;
            return now;
        } catch (FileSystemException e) {
            throw explained(target, e);
        }
    }

    private void link(Path path, Path destination, CopyManifest manifest) throws IOException {
        Path target = copy.resolve(path);
        var entry = new CopyManifest.Entry(0, 0, LINK + destination);
        boolean there = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
        if (!there || !manifest.get(path).equals(Optional.of(entry))) {
            inside(target.getParent());
            Files.deleteIfExists(temporary);
            Files.createSymbolicLink(temporary, destination);
            try {
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
                copied++;
            } catch (FileSystemException e) {
                throw explained(target, e);
            }
        }
        manifest.put(path, entry);
    }

    private static IOException explained(Path target, FileSystemException e) {
        return Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)
                ? new IOException(target + " is a folder in the sandbox but a file in live; remove it")
                : e;
    }

    /** A link that the program put in place of a folder must not lead a copy elsewhere. */
    private void inside(Path folder) throws IOException {
        if (!stays(folder)) {
            throw new IOException(folder + " leads out of the sandbox's copy; remove it");
        }
    }

    private boolean stays(Path folder) throws IOException {
        return Files.isDirectory(folder) && folder.toRealPath().startsWith(copy.toRealPath());
    }
}
