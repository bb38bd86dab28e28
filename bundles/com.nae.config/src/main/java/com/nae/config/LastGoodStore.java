package com.nae.config;

import com.nae.base.file.AtomicWrite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last valid content of each configuration file, for a start that finds the file broken. It is kept in
 * {@code data/config/}, which only the owner can read.
 */
final class LastGoodStore {
    private final Logger log = LoggerFactory.getLogger(LastGoodStore.class);
    private final Path folder;

    LastGoodStore(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    /** Saves the content of a file atomically, unless it is saved already. */
    void save(String name, byte[] bytes) {
        if (load(name).filter(known -> Arrays.equals(known, bytes)).isEmpty()) {
            try {
                AtomicWrite.to(folder.resolve(name)).bytes(bytes);
            } catch (IOException e) {
                log.warn(
                        "{} is in force, but its content could not be saved for the next start: {}",
                        name,
                        e.toString());
            }
        }
    }

    /** The saved content of a file; empty if there is none. */
    Optional<byte[]> load(String name) {
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(name)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            log.warn("The saved content of {} cannot be read: {}", name, e.toString());
            return Optional.empty();
        }
    }

    void delete(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            log.warn("The saved content of {} cannot be deleted: {}", name, e.toString());
        }
    }

    /** Deletes the saved content of files that no longer exist. */
    void retain(Set<String> names) throws IOException {
        try (var kept = Files.newDirectoryStream(folder)) {
            for (Path file : kept) {
                if (!names.contains(ConfigurationValidator.name(file))) {
                    delete(ConfigurationValidator.name(file));
                }
            }
        }
    }
}
