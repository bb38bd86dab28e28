package com.nae.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The configuration files that are in the folder now. */
final class FolderFiles {
    private final Path folder;

    FolderFiles(Path folder) {
        this.folder = folder;
    }

    Set<String> names() throws IOException {
        Set<String> names = new HashSet<>();
        try (var files = Files.newDirectoryStream(
                folder, file -> ConfigurationFileName.isConfiguration(ConfigurationValidator.name(file)))) {
            files.forEach(file -> names.add(ConfigurationValidator.name(file)));
        }
        return names;
    }

    /**
     * Milliseconds since the file was written; 0 if it cannot be read. For a time in the future the clock cannot be
     * trusted, so the file counts as old.
     */
    long ageMillis(String name) {
        try {
            long millis = System.currentTimeMillis()
                    - Files.getLastModifiedTime(folder.resolve(name)).toMillis();
            return millis < 0 ? Long.MAX_VALUE : millis;
        } catch (IOException e) {
            return 0;
        }
    }
}
