package com.nae.process.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The part of a live directory that belongs into its sandbox copy: everything but version control, byte code, sockets,
 * pipes, and links that lead out of the directory.
 *
 * @param files regular files, relative to the root
 * @param links symbolic links and where each points to in the copy; installed packages are linked, not copied
 * @param folders directories, the root as the empty path included
 */
record LiveTree(Map<Path, BasicFileAttributes> files, Map<Path, Path> links, Set<Path> folders) {
    /**
     * Reads a directory.
     *
     * @throws IOException if it cannot be read, or holds more than the bounds allow; the message is for the operator
     */
    static LiveTree of(Path root, Bounds bounds) throws IOException {
        LiveTree tree = new LiveTree(new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
        Files.walkFileTree(root, new LiveTreeVisitor(root, tree, bounds));
        return tree;
    }

    boolean contains(Path path) {
        return files.containsKey(path) || links.containsKey(path);
    }

    /**
     * The most that is copied.
     *
     * @param files number of files and links
     */
    record Bounds(long bytes, int files) {
        void check(Path root, long size, int count) throws IOException {
            if (size > bytes || count > files) {
                throw new IOException(root + " holds more than " + (bytes >> 20) + " MB or " + files
                        + " files, too much for a private copy: "
                        + "set sandbox.directory, or directory to a smaller folder");
            }
        }
    }
}
