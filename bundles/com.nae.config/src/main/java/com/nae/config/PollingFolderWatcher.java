package com.nae.config;

import com.nae.base.thread.DaemonThreads;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The watcher of a folder where Java gets no events from the kernel (macOS). It scans the folder twice a second. */
final class PollingFolderWatcher implements Closeable {
    /** Time between two scans. */
    private static final long PERIOD_MILLIS = 500;

    /** The attributes that change when a file is written or replaced. @param key its inode */
    private record Stamp(long size, long modified, Object key) {}

    private final Path folder;
    private final FolderWatcher.Listener listener;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("nae-config-watch"));
    private Map<String, Stamp> known = Map.of();

    PollingFolderWatcher(Path folder, FolderWatcher.Listener listener) {
        this.folder = folder;
        this.listener = listener;
        thread.execute(listener::scanAll);
        thread.scheduleWithFixedDelay(this::scan, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Reports the files that differ from the last scan. */
    private void scan() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Map<String, Stamp> now = stamps();
        Set<String> changed = new HashSet<>(known.keySet());
        changed.addAll(now.keySet());
        changed.removeIf(name -> Objects.equals(known.get(name), now.get(name)));
        known = now;
        if (!changed.isEmpty()) {
            listener.filesChanged(changed);
        }
    }

    /** Reads the attributes of all files. If that fails, nothing counts as changed. */
    private Map<String, Stamp> stamps() {
        Map<String, Stamp> stamps = new HashMap<>();
        try (var files = Files.newDirectoryStream(
                folder, file -> ConfigurationFileName.isConfiguration(ConfigurationValidator.name(file)))) {
            for (Path file : files) {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                stamps.put(
                        ConfigurationValidator.name(file),
                        new Stamp(
                                attributes.size(), attributes.lastModifiedTime().toMillis(), attributes.fileKey()));
            }
        } catch (IOException e) {
            return known;
        }
        return stamps;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
