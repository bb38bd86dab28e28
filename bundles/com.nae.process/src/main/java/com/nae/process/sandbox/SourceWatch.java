package com.nae.process.sandbox;

import com.nae.api.process.InstanceId;
import com.nae.base.thread.DaemonThreads;
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

/**
 * Watches the sources of sandbox instances by globs ({@code watch}). Its thread is there only once something was
 * watched.
 */
public final class SourceWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);
    /** Each watched folder costs an inotify watch, of which a user has some thousands. */
    private static final int MOST_FOLDERS = 1000;

    private static final Set<String> SKIPPED = Set.of(".git", "__pycache__", "node_modules", ".venv", "venv");
    private static final WatchEvent.Kind<?>[] EVENTS = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE
    };

    /** Globs of one instance, relative to a folder. */
    private record Watched(InstanceId id, Path folder, List<PathMatcher> globs) {
        boolean matches(Path file) {
            return file.startsWith(folder) && globs.stream().anyMatch(g -> g.matches(folder.relativize(file)));
        }
    }

    private final BiConsumer<InstanceId, Path> changed;
    private final Map<InstanceId, Watched> watched = new ConcurrentHashMap<>();
    private final Map<WatchKey, Path> folders = new ConcurrentHashMap<>();
    private WatchService service; // guarded by this

    /** @param changed is called on the watch's own thread, several times for one save */
    public SourceWatch(BiConsumer<InstanceId, Path> changed) {
        this.changed = changed;
    }

    /**
     * Watches for an instance, in place of what was watched for it before.
     *
     * @param globs relative to the folder; none end the watch
     */
    public synchronized void watch(InstanceId id, Path folder, List<String> globs) {
        unwatch(id);
        if (globs.isEmpty()) {
            return;
        }
        watched.put(
                id,
                new Watched(id, folder, globs.stream().map(SourceWatch::matcher).toList()));
        try {
            if (service == null) {
                service = start();
            }
            register(service, folder);
        } catch (IOException e) {
            LOG.warn("{} cannot be watched for {}: {}", folder, id, e.toString());
        }
    }

    public void unwatch(InstanceId id) {
        watched.remove(id);
    }

    private static PathMatcher matcher(String glob) {
        return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    }

    private WatchService start() throws IOException {
        WatchService started = FileSystems.getDefault().newWatchService();
        DaemonThreads.start("nae-process-watch", () -> run(started));
        return started;
    }

    /** Watches a folder and all below it: the kernel watches single folders alone. */
    private void register(WatchService with, Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (SKIPPED.contains(String.valueOf(folder.getFileName())) || folders.size() >= MOST_FOLDERS) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                folders.put(folder.register(with, EVENTS), folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void run(WatchService from) {
        try {
            while (true) {
                WatchKey key = from.take();
                Path folder = folders.get(key);
                for (WatchEvent<?> event : key.pollEvents()) {
                    if (folder != null && event.context() instanceof Path name) {
                        changed(from, folder.resolve(name));
                    }
                }
                if (!key.reset()) {
                    folders.remove(key);
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException end) {
            LOG.debug("The watch of sources has ended");
        }
    }

    private void changed(WatchService from, Path file) {
        if (Files.isDirectory(file)) {
            try {
                register(from, file);
            } catch (IOException e) {
                LOG.warn("{} cannot be watched: {}", file, e.toString());
            }
        }
        watched.values().stream().filter(w -> w.matches(file)).forEach(w -> changed.accept(w.id(), file));
    }

    /** Ends its thread. */
    @Override
    public synchronized void close() {
        try {
            if (service != null) {
                service.close();
            }
        } catch (IOException e) {
            LOG.debug("The watch of sources could not be closed", e);
        }
    }
}
