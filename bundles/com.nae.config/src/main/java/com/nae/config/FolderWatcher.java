package com.nae.config;

import com.nae.base.thread.DaemonThreads;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watcher of a folder by events of the kernel (inotify), so that nothing polls. It watches the parent folder, too,
 * and so notices when the folder is moved away or put back.
 */
final class FolderWatcher implements Closeable {
    /** The receiver of changes. It is called on the watching thread, for files that may have changed. */
    interface Listener {
        void filesChanged(Set<String> names);

        /** Any file may have changed. */
        void scanAll();
    }

    private final Logger log = LoggerFactory.getLogger(FolderWatcher.class);
    private final Path folder;
    private final Listener listener;
    private final WatchService service;
    private final Thread thread = DaemonThreads.named("nae-config-watch").newThread(this::run);
    private WatchKey folderKey;

    FolderWatcher(Path folder, Listener listener) throws IOException {
        this.folder = folder;
        this.listener = listener;
        this.service = folder.getFileSystem().newWatchService();
        folder.getParent()
                .register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
        thread.start();
    }

    /** Waits for events until the watcher is closed. */
    private void run() {
        try {
            attach();
            while (true) {
                WatchKey key = service.take();
                if (key == folderKey) {
                    report(key);
                } else if (concernsFolder(key)) {
                    attach();
                }
                key.reset();
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            log.debug("Stopped watching {}", folder);
        }
    }

    /** Watches the folder, which may be another one than before, and reports all of its files. */
    private void attach() {
        if (folderKey != null) {
            folderKey.cancel();
        }
        try {
            folderKey = folder.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
            listener.scanAll();
        } catch (IOException e) {
            folderKey = null;
            log.error(
                    "{} cannot be watched; its configurations stay in force until it is back: {}",
                    folder,
                    Files.isDirectory(folder) ? e.toString() : "it does not exist");
        }
    }

    /** Reports the files of the events, or all files if events were lost. */
    private void report(WatchKey key) {
        Set<String> names = new LinkedHashSet<>();
        boolean overflow = false;
        for (var event : key.pollEvents()) {
            overflow |= event.kind() == StandardWatchEventKinds.OVERFLOW;
            names.add(String.valueOf(event.context()));
        }
        if (overflow) {
            listener.scanAll();
        } else if (!names.isEmpty()) {
            listener.filesChanged(names);
        }
    }

    /** Whether an event in the parent folder is about the folder. */
    private boolean concernsFolder(WatchKey above) {
        return above.pollEvents().stream()
                .anyMatch(event -> event.kind() == StandardWatchEventKinds.OVERFLOW
                        || folder.getFileName().equals(event.context()));
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
