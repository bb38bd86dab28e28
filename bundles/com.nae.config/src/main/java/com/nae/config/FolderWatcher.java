package com.nae.config;

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
 * Tells of the files in a folder that were touched, as the kernel reports them (inotify): it costs nothing while
 * nothing happens. The folder above is watched too, so one that is moved away or put back is noticed.
 */
final class FolderWatcher implements Closeable {
    /** Hears of files that may have changed, on the watching thread. */
    interface Listener {
        void filesChanged(Set<String> names);

        /** Any file may have changed. */
        void scanAll();
    }

    private final Logger log = LoggerFactory.getLogger(FolderWatcher.class);
    private final Path folder;
    private final Listener listener;
    private final WatchService service;
    private final Thread thread = new Thread(this::run, "nae-config-watch");
    private WatchKey inside;

    FolderWatcher(Path folder, Listener listener) throws IOException {
        this.folder = folder;
        this.listener = listener;
        this.service = folder.getFileSystem().newWatchService();
        folder.getParent()
                .register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            attach();
            while (true) {
                WatchKey key = service.take();
                if (key == inside) {
                    tell(key);
                } else if (named(key)) {
                    attach();
                }
                key.reset();
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            log.debug("No longer watching {}", folder);
        }
    }

    private void attach() {
        if (inside != null) {
            inside.cancel();
        }
        try {
            inside = folder.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
            listener.scanAll();
        } catch (IOException e) {
            inside = null;
            log.error(
                    "{} cannot be watched; what it configured goes on until it is back: {}",
                    folder,
                    Files.isDirectory(folder) ? e.toString() : "there is no such folder");
        }
    }

    private void tell(WatchKey key) {
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

    private boolean named(WatchKey above) {
        return above.pollEvents().stream()
                .anyMatch(event -> event.kind() == StandardWatchEventKinds.OVERFLOW
                        || folder.getFileName().equals(event.context()));
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
