package com.nae.process.supervise;

import com.nae.api.process.InstanceId;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches files of sandbox instances by globs ({@code watch}). Its thread is there only while something is watched. */
final class SourceWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);
    private static final int MOST_FOLDERS = 1000;
    private static final Set<String> SKIPPED = Set.of(".git", "__pycache__", "node_modules", ".venv", "venv");

    /** Globs of one instance, relative to a folder. */
    private record Watched(InstanceId id, Path folder, List<PathMatcher> globs) {
        boolean matches(Path file) {
            Path relative = folder.relativize(file);
            return globs.stream().anyMatch(g -> g.matches(relative));
        }
    }

    private final BiConsumer<InstanceId, Path> changed;
    private final Map<InstanceId, Watched> watched = new ConcurrentHashMap<>();
    private final Map<WatchKey, Path> folders = new ConcurrentHashMap<>();
    private WatchService service;

    /** @param changed is called on the watch's own thread, several times for one save */
    SourceWatch(BiConsumer<InstanceId, Path> changed) {
        this.changed = changed;
    }

    /** Watches for an instance, in place of what was watched for it before; no globs end it. */
    synchronized void watch(InstanceId id, Path folder, List<String> globs) {
        watched.remove(id);
        if (globs.isEmpty()) {
            return;
        }
        watched.put(
                id,
                new Watched(
                        id,
                        folder,
                        globs.stream()
                                .map(g -> FileSystems.getDefault().getPathMatcher("glob:" + g))
                                .toList()));
        try {
            if (service == null) {
                service = FileSystems.getDefault().newWatchService();
                WatchService of = service;
                Thread thread = new Thread(() -> run(of), "nae-process-watch");
                thread.setDaemon(true);
                thread.start();
            }
            register(folder);
        } catch (IOException e) {
            LOG.warn("{} cannot be watched for {}: {}", folder, id, e.toString());
        }
    }

    private void register(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (SKIPPED.contains(String.valueOf(folder.getFileName())) || folders.size() >= MOST_FOLDERS) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                folders.put(
                        folder.register(
                                service,
                                StandardWatchEventKinds.ENTRY_CREATE,
                                StandardWatchEventKinds.ENTRY_MODIFY,
                                StandardWatchEventKinds.ENTRY_DELETE),
                        folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void run(WatchService of) {
        try {
            while (true) {
                WatchKey key = of.take();
                Path folder = folders.get(key);
                for (WatchEvent<?> event : key.pollEvents()) {
                    if (folder != null && event.context() instanceof Path name) {
                        seen(folder.resolve(name));
                    }
                }
                if (!key.reset()) {
                    folders.remove(key);
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException end) {
            LOG.debug("The watch has ended");
        }
    }

    private void seen(Path file) {
        if (Files.isDirectory(file)) {
            try {
                register(file);
            } catch (IOException e) {
                LOG.warn("{} cannot be watched: {}", file, e.toString());
            }
        }
        watched.values().stream()
                .filter(w -> file.startsWith(w.folder()) && w.matches(file))
                .forEach(w -> changed.accept(w.id(), file));
    }

    @Override
    public synchronized void close() {
        try {
            if (service != null) {
                service.close();
            }
        } catch (IOException e) {
            LOG.debug("The watch could not be closed", e);
        }
    }
}
