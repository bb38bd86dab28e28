package com.nae.health.sample;

import com.nae.api.health.SystemSample.Space;
import com.nae.api.health.SystemSample.Use;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import oshi.software.os.FileSystem;
import oshi.software.os.OSFileStore;

/** Space and inodes of the disks on which folders lie. */
final class Disks {
    private final Map<Path, Optional<OSFileStore>> stores = new LinkedHashMap<>();

    Disks(FileSystem files, List<Path> folders) {
        List<OSFileStore> all = files.getFileStores();
        folders.forEach(folder -> stores.put(folder, all.stream().filter(store -> real(folder).startsWith(store.getMount()))
                .max(Comparator.comparingInt(store -> store.getMount().length()))));
    }

    List<Space> sample() {
        Map<Optional<OSFileStore>, Use> inodes = new HashMap<>();
        return stores.entrySet().stream()
                .map(e -> new Space(e.getKey().getFileName().toString(), bytes(e.getKey()), inodes.computeIfAbsent(e.getValue(), Disks::inodes))).toList();
    }

    /** Total less what a user without privileges may still write. */
    private static Use bytes(Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            return Use.of(store.getTotalSpace() - store.getUsableSpace(), store.getTotalSpace());
        } catch (IOException absent) {
            return Use.unknown();
        }
    }

    private static Use inodes(Optional<OSFileStore> store) {
        if (store.isEmpty() || !store.get().updateAttributes() || store.get().getTotalInodes() <= 0) {
            return Use.unknown();
        }
        return new Use(OptionalLong.of(store.get().getTotalInodes() - store.get().getFreeInodes()), OptionalLong.of(store.get().getTotalInodes()));
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException absent) {
            return folder.toAbsolutePath();
        }
    }
}
