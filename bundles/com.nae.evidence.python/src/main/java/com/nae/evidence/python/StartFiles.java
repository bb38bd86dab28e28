package com.nae.evidence.python;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.nae.api.process.InstanceId;
import com.nae.base.file.AtomicWrite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files {@code data/run/evidence/<instance>.json}: the last start of each instance with the hook, so that a later
 * runtime knows the programs that run on. They hold tokens; only the owner may read them.
 */
final class StartFiles {
    private static final Logger LOG = LoggerFactory.getLogger(StartFiles.class);
    private static final String SUFFIX = ".json";

    private final Path folder;
    private final Gson gson = new Gson();

    /**
     * What is kept of a start.
     *
     * @param begun in milliseconds since 1970
     * @param greeted whether a program has reported with the token
     */
    record Start(String token, long begun, boolean greeted) {
        Instant at() {
            return Instant.ofEpochMilli(begun);
        }
    }

    StartFiles(Path folder) {
        this.folder = folder;
    }

    /** Those of all instances; a damaged one is passed over. */
    Map<InstanceId, Start> read() throws IOException {
        Map<InstanceId, Start> starts = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
                read(file, starts);
            }
        }
        return starts;
    }

    private void read(Path file, Map<InstanceId, Start> starts) throws IOException {
        String name = file.getFileName().toString();
        try {
            InstanceId id = InstanceId.parse(name.substring(0, name.length() - SUFFIX.length()));
            Start start = gson.fromJson(Files.readString(file), Start.class);
            if (start != null && start.token() != null) {
                starts.put(id, start);
            }
        } catch (JsonParseException | IllegalArgumentException | java.nio.charset.CharacterCodingException damaged) {
            LOG.warn("{} is damaged; the program that it belongs to does not report until its next start", file);
        }
    }

    /** A start that cannot be written is lost to the next runtime alone, so this never fails. */
    void write(InstanceId id, Start start) {
        try {
            AtomicWrite.to(file(id)).ownerOnly().text(gson.toJson(start));
        } catch (IOException e) {
            LOG.warn("The start of {} cannot be kept: {}", id, e.toString());
        }
    }

    void delete(InstanceId id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            LOG.warn("The start of {} cannot be deleted: {}", id, e.toString());
        }
    }

    private Path file(InstanceId id) {
        return folder.resolve(id + SUFFIX);
    }
}
